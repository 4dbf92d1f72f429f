package dev.setpoint.target.lxd.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.ServerManifest;
import dev.setpoint.manifest.instance.ImageSpec.Origin;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.Drift.FieldDrift;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.ObservedResource.OwnerMark;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.reconcile.field.FieldValue.Members;
import dev.setpoint.target.ApplyRequest;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.EntityType;
import dev.setpoint.target.lxd.kind.Live.Role;
import dev.setpoint.target.lxd.kind.Marking;
import dev.setpoint.target.lxd.write.Merge;
import dev.setpoint.target.lxd.write.Refusal;
import dev.setpoint.target.lxd.write.Writes;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Does corrections of images. */
final class ImageApplier {
  private final Ground ground;
  private final Sources sources;

  ImageApplier(Ground ground) {
    this.ground = ground;
    this.sources = new Sources(ground.server());
  }

  Outcome apply(Correction correction, ApplyRequest request) {
    String target = ground.identity().target();
    return Refusal.of(correction, target, () -> attempt(correction, request));
  }

  private Outcome attempt(Correction correction, ApplyRequest request) {
    return switch (correction) {
      case Correction.Create _ -> bring(correction, request, null);
      case Correction.Replace(_, var object) -> bring(correction, request, object);
      case Correction.Update(_, var object) ->
          settle(correction, request, fingerprint(object), "changed in place");
      case Correction.Adopt(_, var object) ->
          settle(correction, request, fingerprint(object), "taken over as it is");
      case Correction.Prune(_, var object) -> prune(correction, object);
      case Correction.Settle _ -> new Outcome.Unchanged("nothing was left over");
      case Correction.Restart _,
          Correction.Start _,
          Correction.Stop _,
          Correction.Rollback _,
          Correction.Reset _ ->
          throw Refusal.neverRuns();
    };
  }

  private static String project(DesiredResource desired) {
    return ((ServerManifest) desired.manifest()).project();
  }

  private static String fingerprint(EngineObject object) {
    return object.engineId().substring(object.engineId().indexOf('/') + 1);
  }

  private static String projectOf(EngineObject object) {
    return object.engineId().substring(0, object.engineId().indexOf('/'));
  }

  private Outcome bring(
      Correction correction, ApplyRequest request, @Nullable EngineObject former) {
    var desired = request.declared();
    String project = project(desired);
    request.progress().step("fetching " + correction.id());
    var origin = ImageKind.spec(desired.manifest()).origin();
    var marks = marks(correction, request, desired);
    String fingerprint =
        present(correction, desired, origin)
            .orElseGet(() -> sources.bring(new Sources.Order(project, origin, marks), request));
    if (former != null && !fingerprint(former).equals(fingerprint)) {
      retire(EntityPath.image(projectOf(former), fingerprint(former)));
    }
    Outcome outcome =
        settle(correction, request, fingerprint, former == null ? "fetched" : "replaced");
    forget(correction, desired);
    return outcome;
  }

  /** A single archive is known by its checksum, and so is what is declared by its fingerprint. */
  private Optional<String> present(Correction correction, DesiredResource desired, Origin origin) {
    var found =
        Sources.fingerprint(origin)
            .flatMap(hex -> ground.server().find(EntityPath.image(project(desired), hex)));
    if (found.isPresent()
        && !isOurs(correction, found.get().json())
        && !((ServerManifest) desired.manifest()).adopt()) {
      throw new Refusal(
          FailureReason.NAME_TAKEN,
          "this very image is there and is not ours",
          "remove it, or declare adopt: true");
    }
    return found.map(entity -> entity.json().path("fingerprint").asText());
  }

  private Map<String, String> marks(
      Correction correction, ApplyRequest request, DesiredResource desired) {
    var marks =
        Marking.keys(
            ground.identity().mark(correction.id(), desired.specDigest()),
            request.operation(),
            Role.ITSELF);
    var all = new TreeMap<>(marks);
    all.put(ImageKind.SOURCE_KEY, Sources.words(ImageKind.spec(desired.manifest()).origin()));
    return all;
  }

  /** It stays for a way back. */
  private void retire(EntityPath image) {
    if (ground.server().find(image).isPresent()) {
      Writes.change(
          ground.server(),
          image,
          body ->
              Merge.object(body, "properties")
                  .put(Marking.PREFIX + "role", Role.FALLBACK.name().toLowerCase(Locale.ROOT)));
    }
  }

  /** Marks, aliases and the ban on updates. */
  private Outcome settle(
      Correction correction, ApplyRequest request, String fingerprint, String detail) {
    var desired = request.declared();
    String project = project(desired);
    var spec = ImageKind.spec(desired.manifest());
    EntityPath image = EntityPath.image(project, fingerprint);
    var marks = marks(correction, request, desired);
    Writes.change(
        ground.server(),
        image,
        body -> {
          body.put("auto_update", false);
          marks.forEach(Merge.object(body, "properties")::put);
        });
    spec.aliases(correction.id().name()).forEach(alias -> point(project, alias, fingerprint));
    withdraw(correction, project, image);
    JsonNode json = ground.server().get(image).json();
    return new Outcome.Corrected(ImageKind.object(project, correction.id().name(), json), detail);
  }

  private void point(String project, String alias, String fingerprint) {
    EntityPath path = EntityPath.alias(project, alias);
    if (ground.server().find(path).isEmpty()) {
      ObjectNode body = JsonNodeFactory.instance.objectNode();
      ground.server().create(path, body.put("target", fingerprint).put("description", ""));
    } else {
      Writes.change(ground.server(), path, body -> body.put("target", fingerprint));
    }
  }

  /** Aliases that were declared once. */
  private void withdraw(Correction correction, String project, EntityPath image) {
    Set<String> now = ImageKind.aliases(ground.server().get(image).json());
    for (FieldDrift change : correction.due().changes()) {
      if (change.path().equals(ImageKind.ALIASES)
          && change.applied() instanceof Members(var applied)
          && change.desired() instanceof Members(var wanted)) {
        applied.stream()
            .filter(alias -> now.contains(alias) && !wanted.contains(alias))
            .forEach(alias -> ground.server().delete(EntityPath.alias(project, alias)));
      }
    }
  }

  /** Removes former images beyond those that are to be kept, the oldest first. */
  private void forget(Correction correction, DesiredResource desired) {
    String project = project(desired);
    List<JsonNode> former =
        ground.server().list(EntityType.IMAGE, project).stream()
            .filter(json -> isOurs(correction, json))
            .filter(json -> Marking.role(json.path("properties")) == Role.FALLBACK)
            .sorted(
                Comparator.comparing((JsonNode json) -> json.path("uploaded_at").asText())
                    .reversed())
            .toList();
    former.stream()
        .skip(ImageKind.spec(desired.manifest()).keep())
        .forEach(json ->
            ground.server().delete(EntityPath.image(project, json.path("fingerprint").asText())));
  }

  private boolean isOurs(Correction correction, JsonNode json) {
    OwnerMark mark = Marking.read(json.path("properties"));
    return mark != null && ground.identity().owns(mark) && mark.resource().equals(correction.id());
  }

  private Outcome prune(Correction correction, EngineObject object) {
    String project = projectOf(object);
    var there = ground.server().find(EntityPath.image(project, fingerprint(object)));
    if (there.isEmpty()) {
      return new Outcome.Unchanged("it was gone already");
    }
    if (!isOurs(correction, there.get().json())) {
      throw new Refusal(
          FailureReason.NOT_PROVABLY_OURS,
          "it does not carry this installation's mark",
          "remove it by hand if it is not wanted");
    }
    ground.server().list(EntityType.IMAGE, project).stream()
        .filter(json -> isOurs(correction, json))
        .forEach(json ->
            ground.server().delete(EntityPath.image(project, json.path("fingerprint").asText())));
    return new Outcome.Corrected(null, "removed");
  }
}
