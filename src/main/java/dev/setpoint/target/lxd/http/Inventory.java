package dev.setpoint.target.lxd.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.EntityType;
import dev.setpoint.target.lxd.api.LxdException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Lists what exists on a server. */
final class Inventory {
  private final HttpCalls calls;

  Inventory(HttpCalls calls) {
    this.calls = calls;
  }

  List<JsonNode> list(EntityType type, String project, List<String> parents) {
    if (!project.equals(EntityPath.ALL_PROJECTS)) {
      return one(type, project, parents);
    }
    if (!type.isInProject()) {
      return one(type, EntityPath.DEFAULT_PROJECT, parents);
    }
    return type == EntityType.INSTANCE
        ? elements(ask(type, parents).with("all-projects", "true"))
        : everywhere(type, parents);
  }

  private List<JsonNode> one(EntityType type, String project, List<String> parents) {
    Ask ask = ask(type, parents);
    return elements(type.isInProject() ? ask.in(project) : ask);
  }

  /** Instances come with everything, the others as whole objects. */
  private static Ask ask(EntityType type, List<String> parents) {
    return Ask.get(EntityPath.collection(type, parents))
        .with("recursion", type == EntityType.INSTANCE ? "2" : "1");
  }

  /** Operations come grouped by their state. */
  private List<JsonNode> elements(Ask ask) {
    JsonNode found = calls.json(ask, calls.limits().operation()).metadata();
    return found.isObject()
        ? found.valueStream().flatMap(JsonNode::valueStream).toList()
        : found.valueStream().toList();
  }

  /**
   * Asks project by project: not every server can be asked for all at once, and those that can do
   * not all say which project something is in. A project without such things of its own shows those
   * of the default one, and is left out.
   */
  private List<JsonNode> everywhere(EntityType type, List<String> parents) {
    var all = new ArrayList<JsonNode>();
    for (JsonNode project : elements(ask(EntityType.PROJECT, List.of()))) {
      String name = project.path("name").asText();
      if (name.equals(EntityPath.DEFAULT_PROJECT) || owns(project, type)) {
        within(type, name, parents).map(element -> named(element, name)).forEach(all::add);
      }
    }
    return all;
  }

  private static boolean owns(JsonNode project, EntityType type) {
    return feature(type)
        .map(name -> project.path("config").path(name).asText("").equals("true"))
        .orElse(true);
  }

  private static Optional<String> feature(EntityType type) {
    return switch (type) {
      case PROFILE -> Optional.of("features.profiles");
      case IMAGE, ALIAS -> Optional.of("features.images");
      case NETWORK, FORWARD, ACL -> Optional.of("features.networks");
      case VOLUME, VOLUME_SNAPSHOT -> Optional.of("features.storage.volumes");
      case INSTANCE, SNAPSHOT, POOL, PROJECT, CERTIFICATE, WARNING, OPERATION -> Optional.empty();
    };
  }

  /** A parent that only some projects have is no mistake here. */
  private Stream<JsonNode> within(EntityType type, String project, List<String> parents) {
    try {
      return one(type, project, parents).stream();
    } catch (LxdException e) {
      if (e.kind() == LxdException.Kind.NOT_FOUND && !parents.isEmpty()) {
        return Stream.empty();
      }
      throw e;
    }
  }

  private static JsonNode named(JsonNode element, String project) {
    return element instanceof ObjectNode object ? object.put("project", project) : element;
  }
}
