package dev.setpoint.target.docker.look;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.manifest.ContainerManifest;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.ObservedResource;
import dev.setpoint.reconcile.ObservedResource.Condition;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.ObservedResource.Health;
import dev.setpoint.reconcile.ObservedResource.OwnerMark;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.reconcile.field.Fields;
import dev.setpoint.reconcile.field.Hider;
import dev.setpoint.target.Identity;
import dev.setpoint.target.docker.api.ContainerSummary;
import dev.setpoint.target.docker.api.Engine;
import dev.setpoint.target.docker.api.EngineException;
import dev.setpoint.target.docker.api.Inspection;
import dev.setpoint.target.docker.fields.LiveContainer;
import dev.setpoint.target.docker.fields.OwnerLabels;
import dev.setpoint.target.docker.fields.Rows;
import dev.setpoint.target.docker.look.KnownContainers.Grounds;
import dev.setpoint.target.docker.look.KnownContainers.Known;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads containers in the terms of their declarations. */
public final class ContainerLooks {
  private final Engine engine;
  private final Rows rows;
  private final Identity identity;
  private final Hider hider;
  private final ImageLooks images;
  private final FileLooks files;
  private final Onlooker onlooker;
  private final KnownContainers known;
  private final CgroupLimits limits = new CgroupLimits(Path.of("/proc"), Path.of("/sys/fs/cgroup"));

  /**
   * Containers of an engine.
   *
   * @param onlooker told of what was seen
   */
  public ContainerLooks(
      Engine engine,
      Rows rows,
      Identity identity,
      Hider hider,
      Observer.Looks looks,
      Onlooker onlooker) {
    this.engine = engine;
    this.rows = rows;
    this.identity = identity;
    this.hider = hider;
    this.images = looks.images();
    this.files = looks.files();
    this.onlooker = onlooker;
    this.known = new KnownContainers(looks.limits().answers());
  }

  /** The mark on a listed container, if it is this installation's for this node. */
  Optional<OwnerMark> ownMark(ContainerSummary summary) {
    return OwnerLabels.read(summary.labels())
        .filter(identity::owns)
        .filter(_ -> ownMarkHolds(summary.labels(), summary.imageId()));
  }

  private boolean ownMarkHolds(Map<String, String> labels, String imageId) {
    return OwnerLabels.readUnlessOfImage(labels, labelsOf(images.config(imageId))).isPresent();
  }

  private static Map<String, String> labelsOf(JsonNode imageConfig) {
    var labels = new TreeMap<String, String>();
    imageConfig
        .path("Labels")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    return labels;
  }

  /**
   * Asks about those that were seen before, by the engine's ids of then.
   *
   * @return answers by engine id; what the engine did not answer is left out
   */
  Map<String, Inspection> ahead(Set<ResourceId> ids, Crew crew) {
    Map<ResourceId, String> engineIds = known.engineIds(ids);
    var answers = new HashMap<String, Inspection>();
    crew.<Optional<Inspection>>all(
            engineIds.keySet(),
            id -> Optional.of(engine.inspection(engineIds.getOrDefault(id, ""))),
            (_, _) -> Optional.empty())
        .forEach((id, answer) ->
            answer.ifPresent(found -> answers.put(engineIds.getOrDefault(id, ""), found)));
    return answers;
  }

  /**
   * One container, whole.
   *
   * @param inspection what the engine said of it during this look
   */
  ObservedResource.Present look(
      ResourceId id,
      Inspection inspection,
      String engineId,
      @Nullable DesiredResource desired,
      ImageLooks.Resolver resolver,
      List<EngineObject> leftovers) {
    Known before = known.same(engineId, inspection);
    if (before != null) {
      Grounds grounds = grounds(engineId, desired, resolver, before.running(), before.made());
      if (before.grounds().hold(grounds) && before.present().leftovers().equals(leftovers)) {
        return before.present();
      }
    }
    JsonNode inspect = inspection.json();
    if (isBeingRemoved(inspect)) {
      throw new EngineException(EngineException.Kind.NOT_FOUND, 0, "it is being removed");
    }
    String running = inspect.path("Image").asText();
    String made = inspect.path("Config").path("Image").asText();
    Grounds grounds = grounds(engineId, desired, resolver, running, made);
    var present = read(id, inspect, grounds, leftovers);
    if (rows.profile().tellsLimits()) {
      known.keep(engineId, new Known(inspection, running, made, grounds, present));
    }
    return present;
  }

  private ObservedResource.Present read(
      ResourceId id, JsonNode inspect, Grounds grounds, List<EngineObject> leftovers) {
    DesiredResource desired = grounds.desired();
    Fields declared = desired == null ? Fields.none() : desired.fields();
    JsonNode image = grounds.image();
    if (!rows.profile().tellsAllOptions()) {
      DeviceNames.into(inspect, declared);
    }
    var facts =
        new LiveContainer.Facts(
            rows.profile(),
            grounds.defaultNetwork(),
            grounds.imageText(),
            grounds.files(),
            engine.ownCapabilities());
    var made = new LiveContainer(inspect, image, facts, declared, hider);
    Optional<JsonNode> moved =
        rows.profile().tellsLimits() ? Optional.empty() : limits.over(inspect);
    var live = new LiveContainer(moved.orElse(inspect), image, facts, declared, hider);
    OwnerMark owner = OwnerLabels.readUnlessOfImage(live.labels(), labelsOf(image)).orElse(null);
    if (desired != null && owner != null && identity.owns(owner)) {
      onlooker.saw(id, inspect);
    }
    var present =
        new ObservedResource.Present(
            id,
            new EngineObject(live.id(), live.name()),
            owner,
            rows.live(live),
            rows.inherited(live),
            condition(inspect),
            leftovers);
    return moved.isEmpty() ? present : present.correctedBy(rows.keptLimits(made));
  }

  private Grounds grounds(
      String engineId,
      @Nullable DesiredResource desired,
      ImageLooks.Resolver resolver,
      String running,
      String made) {
    Fields declared = desired == null ? Fields.none() : desired.fields();
    return new Grounds(
        desired,
        images.config(running),
        imageText(desired, resolver, running, made),
        engine.defaultNetwork(),
        fileStates(engineId, declared));
  }

  private String imageText(
      @Nullable DesiredResource desired,
      ImageLooks.Resolver resolver,
      String running,
      String made) {
    if (desired != null && desired.manifest() instanceof ContainerManifest container) {
      images.refresh(container.spec().image(), container.spec().pull());
      return resolver.text(container.spec().image(), running, made);
    }
    return made;
  }

  private Map<String, FieldValue> fileStates(String engineId, Fields declared) {
    var states = new TreeMap<String, FieldValue>();
    if (declared.get("spec.files").orElse(null) instanceof FieldValue.Entries(var entries)) {
      for (String path : entries.keySet()) {
        files.look(engineId, path).ifPresent(value -> states.put(path, value));
      }
    }
    return states;
  }

  /**
   * Docker says so from the first moment of a forced removal, before the process dies: neither a
   * start nor a new one under the name can work until it is gone.
   */
  private static boolean isBeingRemoved(JsonNode inspect) {
    return inspect.path("State").path("Status").asText().equals("removing");
  }

  /** How a container runs. */
  public static Condition condition(JsonNode inspect) {
    JsonNode state = inspect.path("State");
    boolean running = state.path("Running").asBoolean();
    boolean ran = !state.path("StartedAt").asText("0001").startsWith("0001");
    Integer exit = running || !ran ? null : Integer.valueOf(state.path("ExitCode").asInt());
    String since = state.path(running ? "StartedAt" : "FinishedAt").asText();
    return new Condition(running, health(inspect), exit, ran ? since : null);
  }

  private static Health health(JsonNode inspect) {
    JsonNode test = inspect.path("Config").path("Healthcheck").path("Test");
    if (test.isEmpty() || test.path(0).asText().equals("NONE")) {
      return Health.NONE;
    }
    return switch (inspect.path("State").path("Health").path("Status").asText()) {
      case "healthy" -> Health.HEALTHY;
      case "unhealthy" -> Health.UNHEALTHY;
      case "none" -> Health.NONE;
      default -> Health.STARTING;
    };
  }
}
