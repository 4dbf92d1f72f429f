package dev.setpoint.audit.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.reconcile.field.FieldValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A field's value as an object with one key that names its form: {@code {"text":"64Mi"}}. A secret
 * is only ever its keyed digest.
 */
public final class FieldValueJson {
  private FieldValueJson() {}

  /** Writes a value, or null. */
  public static void write(CanonicalJson json, @Nullable FieldValue value) {
    if (value == null) {
      json.value((String) null);
      return;
    }
    json.object();
    switch (value) {
      case FieldValue.Text(String text) -> json.field("text", text);
      case FieldValue.Hidden(String digest) -> json.field("hidden", digest);
      case FieldValue.Items(var items) -> json.<String>array("items", items, json::value);
      case FieldValue.Members(var members) -> json.<String>array("members", members, json::value);
      case FieldValue.Entries(var entries) -> {
        json.key("entries");
        write(json, entries);
      }
    }
    json.endObject();
  }

  /** Writes named values as one object, in the order of the map. */
  public static void write(CanonicalJson json, Map<String, FieldValue> values) {
    json.object();
    values.forEach((name, value) -> {
      json.key(name);
      write(json, value);
    });
    json.endObject();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException when it has a form that this version does not know
   */
  public static FieldValue read(JsonNode node) {
    if (node.has("text")) {
      return new FieldValue.Text(node.get("text").asText());
    }
    if (node.has("hidden")) {
      return new FieldValue.Hidden(node.get("hidden").asText());
    }
    if (node.has("items")) {
      return FieldValue.items(strings(node.get("items")));
    }
    if (node.has("members")) {
      return FieldValue.members(strings(node.get("members")));
    }
    if (node.has("entries")) {
      return FieldValue.entries(readAll(node.get("entries")));
    }
    throw new IllegalArgumentException("a field's value of unknown form");
  }

  /** Reads named values. */
  public static Map<String, FieldValue> readAll(JsonNode node) {
    var values = new TreeMap<String, FieldValue>();
    node.properties().forEach(entry -> values.put(entry.getKey(), read(entry.getValue())));
    return values;
  }

  private static List<String> strings(JsonNode array) {
    var strings = new ArrayList<String>();
    array.forEach(item -> strings.add(item.asText()));
    return strings;
  }
}
