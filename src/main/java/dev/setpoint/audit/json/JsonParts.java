package dev.setpoint.audit.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.json.JsonTrees;
import java.io.IOException;

/** Reading of the stored forms. */
final class JsonParts {
  private JsonParts() {}

  static JsonNode parse(String text) {
    try {
      return JsonTrees.KIND.read(text);
    } catch (IOException e) {
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
