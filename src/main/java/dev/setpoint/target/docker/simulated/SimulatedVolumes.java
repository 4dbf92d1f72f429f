package dev.setpoint.target.docker.simulated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.target.docker.api.EngineException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Volumes of the engine in memory; guarded by the engine's lock. */
final class SimulatedVolumes {
  private final Map<String, ObjectNode> byName = new TreeMap<>();

  private final Map<String, Map<String, SimulatedFiles.Stored>> files = new TreeMap<>();

  /** Files of a volume, with or without a name of its own. */
  Map<String, SimulatedFiles.Stored> files(String volume) {
    return files.computeIfAbsent(volume, _ -> new TreeMap<>());
  }

  List<JsonNode> all() {
    return List.copyOf(byName.values());
  }

  /** Creates a volume; one of that name that is there already stays as it is. */
  ObjectNode create(JsonNode body, Instant now) {
    ObjectNode volume = ((ObjectNode) body).deepCopy();
    volume.set("Options", body.path("DriverOpts"));
    volume.put("CreatedAt", now.toString());
    byName.putIfAbsent(body.path("Name").asText(), volume);
    return volume;
  }

  String remove(String name) {
    if (byName.remove(name) == null) {
      throw new EngineException(
          EngineException.Kind.NOT_FOUND, 404, "get " + name + ": no such volume");
    }
    files.remove(name);
    return name;
  }
}
