package dev.setpoint.manifest.substitution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Widens a JSON Schema so that text with a variable in it is taken wherever a single value is. */
public final class VariableSchema {
  private static final String DEFINITION = "Variable";

  private VariableSchema() {}

  /** Adds the definition that widened schemas refer to. */
  public static void define(ObjectNode definitions) {
    definitions
        .putObject(DEFINITION)
        .put("type", "string")
        .put("pattern", "\\$\\{")
        .put("description", "Text with a variable in it, whose value only each node knows.");
  }

  /** A copy of the schema that takes variables, too. */
  public static ObjectNode widened(ObjectNode schema) {
    ObjectNode wide = schema.deepCopy();
    widenBelow(wide);
    return wide;
  }

  private static JsonNode wide(JsonNode schema) {
    if (!(schema instanceof ObjectNode object)) {
      return schema;
    }
    widenBelow(object);
    boolean isSingle =
        object.has("enum") || !object.path("type").asText("object").matches("object|array");
    if (!isSingle) {
      return object;
    }
    ObjectNode either = object.objectNode();
    for (String words : new String[] {"description", "examples"}) {
      JsonNode moved = object.remove(words);
      if (moved != null) {
        either.set(words, moved);
      }
    }
    ArrayNode choices = either.putArray("anyOf");
    choices.add(object);
    choices.addObject().put("$ref", "#/$defs/" + DEFINITION);
    return either;
  }

  private static void widenBelow(ObjectNode schema) {
    if (schema.get("properties") instanceof ObjectNode properties) {
      properties.properties().forEach(property -> property.setValue(wide(property.getValue())));
    }
    for (String key : new String[] {"items", "additionalProperties"}) {
      if (schema.get(key) instanceof ObjectNode below) {
        schema.set(key, wide(below));
      }
    }
    for (String key : new String[] {"anyOf", "oneOf"}) {
      if (schema.get(key) instanceof ArrayNode choices) {
        for (int i = 0; i < choices.size(); i++) {
          choices.set(i, wide(choices.get(i)));
        }
      }
    }
  }
}
