package dev.setpoint.target.docker;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.target.TargetEvent;
import dev.setpoint.target.docker.api.Engine;
import dev.setpoint.target.docker.api.EngineEvent;
import dev.setpoint.target.docker.api.EngineException;
import dev.setpoint.target.docker.look.Names;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes hints of an engine's events. Names count, whoever owns the container: a stranger under a
 * declared name concerns that resource too. Used by one thread.
 */
final class EventReader {
  private static final Set<String> UNSETTLED =
      Set.of("kill", "die", "died", "stop", "pause", "create");
  private static final Set<String> SETTLED =
      Set.of(
          "destroy",
          "remove",
          "start",
          "update",
          "rename",
          "unpause",
          "init",
          "oom",
          "extract-to-dir");

  private final Engine engine;
  private final Map<String, String> nameById;
  private final Map<String, String> verdictById;

  EventReader(Engine engine, int names) {
    this.engine = engine;
    this.nameById = limited(names);
    this.verdictById = limited(names);
  }

  private static Map<String, String> limited(int names) {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
        return size() > names;
      }
    };
  }

  /** Forgets names, since events may have been missed. */
  void forget() {
    nameById.clear();
    verdictById.clear();
  }

  Optional<TargetEvent> read(EngineEvent event) {
    String action = word(event.action());
    return switch (event.type()) {
      case "container" -> container(event, action);
      case "network" -> network(event, action);
      case "volume" ->
          action.equals("create") || action.equals("destroy") || action.equals("remove")
              ? hint(Set.of(ResourceId.volume(event.actorId())), true, action)
              : Optional.empty();
      case "image" ->
          Set.of("pull", "tag", "untag", "load", "import", "delete").contains(action)
              ? Optional.of(new TargetEvent.LookAtAll("image " + action))
              : Optional.empty();
      case "daemon" -> Optional.of(new TargetEvent.LookAtAll("the engine itself was changed"));
      default -> Optional.empty();
    };
  }

  /** {@code health_status: healthy} and {@code exec_create: sh} carry more than their word. */
  private static String word(String action) {
    int colon = action.indexOf(':');
    return colon < 0 ? action : action.substring(0, colon);
  }

  private Optional<TargetEvent> container(EngineEvent event, String action) {
    String name = event.attributes().getOrDefault("name", "");
    var ids = new LinkedHashSet<ResourceId>();
    add(ids, name);
    String before = nameById.get(event.actorId());
    add(ids, before);
    String oldName = event.attributes().get("oldName");
    add(ids, oldName == null ? null : oldName.replaceFirst("^/", ""));
    if (!name.isEmpty()) {
      nameById.put(event.actorId(), name);
    }
    Optional<ResourceId> resource =
        ResourceId.parse(event.attributes().getOrDefault("dev.setpoint.resource", ""));
    resource.ifPresent(ids::add);
    if (action.equals("destroy") || action.equals("remove")) {
      nameById.remove(event.actorId());
      verdictById.remove(event.actorId());
    }
    if (action.equals("health_status") && !isNews(event)) {
      return Optional.empty();
    }
    boolean settled = SETTLED.contains(action) || action.equals("health_status");
    return settled || UNSETTLED.contains(action) ? hint(ids, settled, action) : Optional.empty();
  }

  /** Docker tells of verdicts that changed, Podman of every check, with the verdict before it. */
  private boolean isNews(EngineEvent event) {
    String verdict = event.attributes().get(EngineEvent.VERDICT);
    return verdict == null || !verdict.equals(verdictById.put(event.actorId(), verdict));
  }

  private static void add(Set<ResourceId> ids, @Nullable String name) {
    if (name != null && !name.isEmpty() && !Names.isAside(name)) {
      ids.add(ResourceId.container(Names.settled(name)));
    }
  }

  /** Docker names the network and gives the container's id, Podman the other way round. */
  private Optional<TargetEvent> network(EngineEvent event, String action) {
    String name = event.attributes().getOrDefault("name", "");
    var ids = new LinkedHashSet<ResourceId>();
    if (action.equals("connect") || action.equals("disconnect")) {
      String container = event.attributes().get("container");
      add(ids, container == null ? name : nameOf(container));
      // A container that ends leaves its networks first, and more is to come.
      return hint(ids, action.equals("connect"), action);
    }
    ids.add(ResourceId.network(name));
    return hint(ids, true, action);
  }

  private @Nullable String nameOf(String containerId) {
    String known = nameById.get(containerId);
    if (known == null) {
      known = ask(containerId);
      if (known != null) {
        nameById.put(containerId, known);
      }
    }
    return known;
  }

  private @Nullable String ask(String containerId) {
    try {
      String name = engine.container(containerId).path("Name").asText();
      return name.startsWith("/") ? name.substring(1) : name;
    } catch (EngineException gone) {
      return null;
    }
  }

  private static Optional<TargetEvent> hint(Set<ResourceId> ids, boolean settled, String what) {
    return ids.isEmpty()
        ? Optional.empty()
        : Optional.of(new TargetEvent.LookAt(ids, settled, what));
  }
}
