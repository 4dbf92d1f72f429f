package dev.setpoint.target.docker.look;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.DesiredState;
import dev.setpoint.reconcile.ObservedResource;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.ObservedState;
import dev.setpoint.reconcile.field.Fields;
import dev.setpoint.target.Identity;
import dev.setpoint.target.docker.api.ContainerSummary;
import dev.setpoint.target.docker.api.Engine;
import dev.setpoint.target.docker.api.EngineException;
import dev.setpoint.target.docker.api.Inspection;
import dev.setpoint.target.docker.fields.Rows;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Looks at an engine. What cannot be told is unknown, never absent: a failing list makes everything
 * unknown, a failing inspection the one container. A list that suddenly is empty only counts when
 * the engine's own count agrees, since a daemon that is starting may answer before it has loaded
 * its containers.
 */
public final class Observer {
  private final Engine engine;
  private final Identity identity;
  private final InstantSource clock;
  private final ContainerLooks containers;
  private final ObjectLooks objects;
  private final ImageLooks images;
  private final Crew crew;
  private final SideWork beside;
  private final AtomicInteger lastCount = new AtomicInteger();

  /** An observer of one engine. */
  public Observer(
      Engine engine,
      Rows rows,
      Identity identity,
      InstantSource clock,
      ContainerLooks containers,
      Looks looks) {
    this.engine = engine;
    this.identity = identity;
    this.clock = clock;
    this.containers = containers;
    this.objects = new ObjectLooks(rows, identity);
    this.images = looks.images();
    this.crew = new Crew(looks.limits().parallel(), looks.beside());
    this.beside = looks.beside();
  }

  /**
   * What an observer shares with those who change things.
   *
   * @param images known images
   * @param files known files
   * @param beside runs what is asked side by side
   */
  public record Looks(ImageLooks images, FileLooks files, LookLimits limits, SideWork beside) {}

  /** Looks at the resources named, or at all and the undeclared ones when none is named. */
  public ObservedState observe(DesiredState node, Set<ResourceId> only) {
    var at = clock.instant();
    DesiredState desired = ofThisTarget(node);
    Set<ResourceId> wanted = only.isEmpty() ? desired.byId().keySet() : new TreeSet<>(only);
    var sight = new Sight(desired, only.isEmpty(), new TreeMap<>(), new ArrayList<>());
    for (ResourceKind kind : ResourceKind.values()) {
      var ids = new TreeSet<>(wanted);
      ids.removeIf(id -> id.kind() != kind);
      if (!ids.isEmpty() || only.isEmpty()) {
        look(kind, ids, sight);
      }
    }
    sight.undeclared().sort(Comparator.comparing(ObservedResource.Present::id));
    return new ObservedState(at, sight.found(), sight.undeclared());
  }

  /** One look while it is taken. */
  private record Sight(
      DesiredState desired,
      boolean whole,
      SortedMap<ResourceId, ObservedResource> found,
      List<ObservedResource.Present> undeclared) {}

  /** What another engine of the node should hold is undeclared here. */
  private DesiredState ofThisTarget(DesiredState node) {
    var mine = new TreeMap<>(node.byId());
    mine.values().removeIf(resource -> !resource.target().equals(identity.target()));
    return node.with(mine);
  }

  private void look(ResourceKind kind, Set<ResourceId> ids, Sight sight) {
    try {
      switch (kind) {
        case CONTAINER -> {
          var early = sight.whole() ? early(ids) : none();
          var look = new ContainerLook(sight.desired(), list(), answers(early));
          sight.found().putAll(crew.all(ids, look::one, this::unknown));
          if (sight.whole()) {
            sight.undeclared().addAll(look.undeclared());
          }
        }
        case NETWORK -> lookAt(engine.networks(), kind, ids, sight);
        case VOLUME -> lookAt(engine.volumes(), kind, ids, sight);
        default ->
            ids.forEach(id -> sight.found().put(id, new ObservedResource.Absent(id, List.of())));
      }
    } catch (EngineException e) {
      ids.forEach(id -> sight.found().put(id, unknown(id, e)));
    }
  }

  /** Asks while the list is made, which takes an engine as long as many inspections. */
  private FutureTask<Map<String, Inspection>> early(Set<ResourceId> ids) {
    var asking = new FutureTask<>(() -> containers.ahead(ids, crew));
    beside.start("look ahead", asking);
    return asking;
  }

  private static FutureTask<Map<String, Inspection>> none() {
    var nothing = new FutureTask<Map<String, Inspection>>(Map::of);
    nothing.run();
    return nothing;
  }

  private static Map<String, Inspection> answers(FutureTask<Map<String, Inspection>> early) {
    try {
      return early.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Map.of();
    } catch (ExecutionException e) {
      throw new IllegalStateException("asking ahead failed", e.getCause());
    }
  }

  private void lookAt(List<JsonNode> all, ResourceKind kind, Set<ResourceId> ids, Sight sight) {
    for (ResourceId id : ids) {
      Fields declared =
          sight.desired().find(id).map(DesiredResource::fields).orElseGet(Fields::none);
      sight
          .found()
          .put(
              id,
              objects
                  .find(id, all, declared)
                  .<ObservedResource>map(present -> present)
                  .orElseGet(() -> new ObservedResource.Absent(id, List.of())));
    }
    if (sight.whole()) {
      objects.marked(all, kind).stream()
          .filter(present -> sight.desired().find(present.id()).isEmpty())
          .forEach(sight.undeclared()::add);
    }
  }

  private ObservedResource unknown(ResourceId id, EngineException e) {
    String why =
        e.kind() == EngineException.Kind.NOT_FOUND
            ? "it went away while it was looked at; the next look will tell"
            : e.getMessage();
    return new ObservedResource.Unknown(
        id, "%s did not tell how %s is: %s".formatted(identity.target(), id, why));
  }

  private List<ContainerSummary> list() {
    List<ContainerSummary> list = engine.containers();
    if (list.isEmpty() && lastCount.get() > 0) {
      int count = engine.containerCount();
      if (count > 0) {
        throw new EngineException(
            EngineException.Kind.BAD_ANSWER,
            0,
            "it lists no container but counts %d; it may still be starting".formatted(count));
      }
    }
    lastCount.set(list.size());
    return list;
  }

  /** One look at containers, all from the same list. */
  private final class ContainerLook {
    private final DesiredState desired;
    private final Map<String, Inspection> early;
    private final Map<String, ContainerSummary> byName = new HashMap<>();
    private final Map<ResourceId, List<ContainerSummary>> marked = new TreeMap<>();
    private final ImageLooks.Resolver resolver = images.resolver();

    ContainerLook(
        DesiredState desired, List<ContainerSummary> list, Map<String, Inspection> early) {
      this.desired = desired;
      this.early = early;
      for (ContainerSummary summary : list) {
        byName.putIfAbsent(summary.name(), summary);
        if (!Names.isAside(summary.name())) {
          containers
              .ownMark(summary)
              .ifPresent(mark ->
                  marked.computeIfAbsent(mark.resource(), _ -> new ArrayList<>()).add(summary));
        }
      }
    }

    ObservedResource one(ResourceId id) {
      List<EngineObject> leftovers =
          marked.getOrDefault(id, List.of()).stream()
              .filter(summary -> !summary.name().equals(id.name()))
              .map(summary -> new EngineObject(summary.id(), summary.name()))
              .toList();
      return Optional.ofNullable(byName.get(id.name()))
          .<ObservedResource>map(summary -> present(id, summary, leftovers))
          .orElseGet(() -> new ObservedResource.Absent(id, leftovers));
    }

    private ObservedResource.Present present(
        ResourceId id, ContainerSummary summary, List<EngineObject> leftovers) {
      Inspection asked = early.get(summary.id());
      Inspection inspection = asked == null ? engine.inspection(summary.id()) : asked;
      DesiredResource declared = desired.byId().get(id);
      return containers.look(id, inspection, summary.id(), declared, resolver, leftovers);
    }

    private Optional<ObservedResource.Present> presentIfStillThere(
        ResourceId id, ContainerSummary summary, List<EngineObject> leftovers) {
      try {
        return Optional.of(present(id, summary, leftovers));
      } catch (EngineException e) {
        if (e.kind() == EngineException.Kind.NOT_FOUND) {
          return Optional.empty();
        }
        throw e;
      }
    }

    List<ObservedResource.Present> undeclared() {
      var found = new ArrayList<ObservedResource.Present>();
      marked.forEach((id, summaries) -> {
        if (!desired.byId().containsKey(id) && id.kind() == ResourceKind.CONTAINER) {
          ContainerSummary main =
              summaries.stream()
                  .filter(summary -> summary.name().equals(id.name()))
                  .findFirst()
                  .orElse(summaries.getFirst());
          presentIfStillThere(id, main, others(summaries, main)).ifPresent(found::add);
        }
      });
      return found;
    }

    private static List<EngineObject> others(
        List<ContainerSummary> summaries, ContainerSummary main) {
      return summaries.stream()
          .filter(summary -> !summary.equals(main))
          .map(summary -> new EngineObject(summary.id(), summary.name()))
          .toList();
    }
  }
}
