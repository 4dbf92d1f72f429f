package dev.setpoint.target.docker.simulated;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.target.docker.api.EngineException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Networks of the engine in memory; guarded by the engine's lock. */
final class SimulatedNetworks {
  private final Map<String, ObjectNode> byName = new TreeMap<>();

  List<JsonNode> all() {
    return List.copyOf(byName.values());
  }

  /** Creates a network and gives its name. */
  String create(JsonNode body, String id) {
    String name = body.path("Name").asText();
    ObjectNode network = ((ObjectNode) body).deepCopy();
    network.put("Id", id);
    if (byName.putIfAbsent(name, network) != null) {
      throw new EngineException(
          EngineException.Kind.CONFLICT, 409, "network " + name + " already exists");
    }
    return name;
  }

  /** The name of a network that is given by name or id. */
  String name(String idOrName) {
    return byName.values().stream()
        .filter(
            found -> idOrName.equals(found.path("Id").asText()) || idOrName.equals(nameOf(found)))
        .findFirst()
        .map(SimulatedNetworks::nameOf)
        .orElseThrow(() -> SimulatedEngine.missing("network " + idOrName + " not found"));
  }

  void remove(String name) {
    byName.remove(name);
  }

  private static String nameOf(JsonNode network) {
    return network.path("Name").asText();
  }
}
