package dev.setpoint.target.docker.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** Reads what an engine answers. */
public final class EngineJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private EngineJson() {}

  /**
   * The tree of an answer.
   *
   * @throws EngineException when it is none
   */
  public static JsonNode parse(byte[] bytes) {
    try {
      JsonNode tree = JSON.readTree(bytes);
      if (tree == null || tree.isMissingNode()) {
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
