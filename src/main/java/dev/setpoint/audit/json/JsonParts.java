package dev.setpoint.audit.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.setpoint.manifest.ResourceId;

/** Reading of the stored forms. */
final class JsonParts {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonParts() {}

  static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a stored record is damaged", e);
    }
  }

  static String text(JsonNode node, String key) {
    return node.required(key).asText();
  }

  static ResourceId resource(String text) {
    return ResourceId.parse(text)
        .orElseThrow(() -> new IllegalArgumentException("not a resource: " + text));
  }
}
