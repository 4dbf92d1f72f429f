package dev.setpoint.target.lxd.instance.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.target.Identity;
import dev.setpoint.target.lxd.api.Entity;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.LxdException;
import dev.setpoint.target.lxd.api.Server;
import dev.setpoint.target.lxd.kind.Marking;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * Makes volumes anew as they are declared and marked; what was in them, and in their snapshots, is
 * gone for good.
 *
 * @param instance whose volumes they are
 */
public record Wiping(Server server, Identity identity, EntityPath instance) {
  private static final List<String> KEPT = List.of("config", "description", "content_type");

  /** {@code volume/a, volume/b}. */
  public static String names(SortedSet<ResourceId> volumes) {
    return volumes.stream().map(ResourceId::toString).collect(Collectors.joining(", "));
  }

  /**
   * Refuses what is not ours, and what somebody else uses.
   *
   * @throws LxdException with what to do
   */
  public void check(SortedSet<ResourceId> volumes, Map<String, Map<String, String>> devices) {
    for (ResourceId volume : volumes) {
      Entity found = server.get(path(volume, devices));
      var mark = Marking.read(found.json().path("config"));
      if (mark == null || !identity.owns(mark) || !mark.resource().equals(volume)) {
        throw refused("%s does not carry our mark; wipe it by hand".formatted(volume));
      }
      stranger(found.json())
          .ifPresent(user -> {
            throw refused("%s is also used by %s; take it out there first".formatted(volume, user));
          });
    }
  }

  /** Makes them anew; none may be in use. */
  public void wipe(SortedSet<ResourceId> volumes, Map<String, Map<String, String>> devices) {
    for (ResourceId volume : volumes) {
      EntityPath path = path(volume, devices);
      Optional<Entity> old = server.find(path);
      if (old.isEmpty()) {
        continue; // its own resource makes it again
      }
      ObjectNode body = body(old.get().json());
      server.delete(path);
      create(path, body);
    }
  }

  /** Whoever looks at the volume itself may have been quicker to make it again. */
  private void create(EntityPath path, ObjectNode body) {
    try {
      server.create(path, body);
    } catch (LxdException e) {
      if (server.find(path).isEmpty()) {
        throw e;
      }
    }
  }

  private static ObjectNode body(JsonNode volume) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("type", "custom");
    KEPT.stream()
        .filter(volume::has)
        .forEach(field -> body.set(field, volume.get(field).deepCopy()));
    if (body.get("config") instanceof ObjectNode config) {
      var keys = config.properties().stream().map(Map.Entry::getKey).toList();
      config.remove(keys.stream().filter(key -> key.startsWith("volatile.")).toList());
    }
    return body;
  }

  private EntityPath path(ResourceId volume, Map<String, Map<String, String>> devices) {
    return devices.values().stream()
        .filter(device -> device.getOrDefault("source", "").split("/", 2)[0].equals(volume.name()))
        .filter(device -> device.containsKey("pool"))
        .map(device ->
            EntityPath.volume(instance.project(), device.getOrDefault("pool", ""), volume.name()))
        .findFirst()
        .orElseThrow(() -> refused(volume + " is on none of its own devices"));
  }

  private Optional<String> stranger(JsonNode volume) {
    for (JsonNode user : volume.path("used_by")) {
      String path = user.asText().split("\\?", 2)[0];
      String name = path.substring(path.lastIndexOf('/') + 1);
      boolean isItself =
          path.contains("/instances/")
              && (name.equals(instance.name()) || name.startsWith(instance.name() + "-old-"));
      if (!isItself) {
        return Optional.of(path);
      }
    }
    return Optional.empty();
  }

  private static LxdException refused(String why) {
    return new LxdException(LxdException.Kind.NOT_ALLOWED, "", 0, why, null);
  }
}
