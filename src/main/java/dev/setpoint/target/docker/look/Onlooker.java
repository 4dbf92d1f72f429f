package dev.setpoint.target.docker.look;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.manifest.ResourceId;

/** Is told of every container that was looked at. Called on many threads; must not block. */
@FunctionalInterface
public interface Onlooker {
  /**
   * A declared container that carries this installation's mark was seen.
   *
   * @param inspect the engine's whole answer
   */
  void saw(ResourceId id, JsonNode inspect);
}
