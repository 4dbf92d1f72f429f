package dev.setpoint.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.setpoint.manifest.ResourceId;
import org.jspecify.annotations.Nullable;

/** Reading of what the tables hold as JSON. */
final class StoredJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private StoredJson() {}

  static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new StoreRefusedException(
          "a record in the database is damaged: put back a copy of the data directory", e);
    }
  }

  static String text(JsonNode node, String key) {
    return node.required(key).asText();
  }

  static @Nullable String textOrNull(JsonNode node, String key) {
    return node.hasNonNull(key) ? node.get(key).asText() : null;
  }

  static ResourceId resource(String text) {
    return ResourceId.parse(text)
        .orElseThrow(() -> new IllegalArgumentException("not a resource: " + text));
  }
}
