package dev.setpoint.target.docker.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.manifest.json.JsonTrees;
import java.io.IOException;

/** Reads what an engine answers. */
public final class EngineJson {
  private EngineJson() {}

  /**
   * The tree of an answer.
   *
   * @throws EngineException when it is none
   */
  public static JsonNode parse(byte[] bytes) {
    try {
      JsonNode tree = JsonTrees.KIND.read(bytes);
      if (tree.isMissingNode()) {
        throw new EngineException(EngineException.Kind.BAD_ANSWER, 0, "it answered nothing");
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw new EngineException(
          EngineException.Kind.BAD_ANSWER, 0, "it answered something that is no JSON", e);
    } catch (IOException e) {
      throw new EngineException(
          EngineException.Kind.BAD_ANSWER, 0, "its answer could not be read", e);
    }
  }
}
