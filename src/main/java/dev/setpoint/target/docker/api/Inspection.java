package dev.setpoint.target.docker.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.manifest.json.JsonTrees;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Everything that an engine says about one container, as it said it. Two that were said alike, byte
 * by byte, mean the same, so that the second need not be read.
 */
public final class Inspection {
  private final byte[] answer;

  private Inspection(byte[] answer) {
    this.answer = answer;
  }

  /** An answer; the array is not copied. */
  public static Inspection of(byte[] answer) {
    return new Inspection(answer);
  }

  /** An answer that was read already. */
  public static Inspection of(JsonNode answer) {
    return new Inspection(JsonTrees.write(answer).getBytes(StandardCharsets.UTF_8));
  }

  /** The answer read; each call reads it anew. */
  public JsonNode json() {
    return EngineJson.parse(answer);
  }

  /** Its length in bytes. */
  public int length() {
    return answer.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Inspection that && Arrays.equals(answer, that.answer);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(answer);
  }

  /** Nothing of its content, which may hold secrets. */
  @Override
  public String toString() {
    return "an inspection of " + answer.length + " bytes";
  }
}
