package dev.setpoint.target.docker.guard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.setpoint.target.docker.api.Engine;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the engine itself has to say about names in a body, asked at most once for one judgement,
 * and only when a name needs it.
 */
final class EngineFacts {
  private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{4,64}");

  private final Engine engine;
  private @Nullable List<JsonNode> volumes;

  EngineFacts(Engine engine) {
    this.engine = engine;
  }

  /** A volume that is there; a missing node when none is. */
  JsonNode volume(String name) {
    if (volumes == null) {
      volumes = engine.volumes();
    }
    return volumes.stream()
        .filter(volume -> volume.path("Name").asText().equals(name))
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  /** Whether this is the id, or the beginning of the id, of the machine's own network. */
  boolean isHostNetwork(String name) {
    return ID.matcher(name).matches()
        && engine.networks().stream()
            .filter(network -> network.path("Driver").asText().equals("host"))
            .anyMatch(network -> network.path("Id").asText().startsWith(name));
  }
}
