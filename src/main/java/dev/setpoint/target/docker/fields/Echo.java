package dev.setpoint.target.docker.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.setpoint.manifest.json.JsonTrees;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.reconcile.field.Fields;
import java.io.IOException;
import java.util.Map;
import java.util.TreeSet;

/**
 * Fields that an engine fixes at creation and does not report as they were given. What they were
 * made from is kept in a label of the container, which is as fixed as they are.
 */
public final class Echo {
  private Echo() {}

  /** Labels that a new container gets. */
  public static void write(Map<String, String> labels, Fields declared, Profile profile) {
    var paths = new TreeSet<>(profile.echoed());
    if (!profile.tellsAllOptions()) {
      paths.addAll(SecurityRows.PARTLY_TOLD);
    }
    for (String path : paths) {
      declared
          .get(path)
          .ifPresent(value -> OwnerLabels.addEcho(labels, path, JsonTrees.write(json(value))));
    }
  }

  private static JsonNode json(FieldValue value) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (value) {
      case FieldValue.Text(var text) -> nodes.textNode(text);
      case FieldValue.Hidden hidden ->
          throw new IllegalArgumentException("a secret is never echoed: " + hidden);
      case FieldValue.Items(var items) -> {
        var array = nodes.arrayNode();
        items.forEach(array::add);
        yield array;
      }
      case FieldValue.Members(var members) -> {
        var array = nodes.arrayNode();
        members.forEach(array::add);
        yield array;
      }
      case FieldValue.Entries(var entries) -> {
        var object = nodes.objectNode();
        entries.forEach((key, each) -> object.set(key, json(each)));
        yield object;
      }
    };
  }

  /** What the container was made from; what is declared now when nobody can tell. */
  static FieldValue read(LiveContainer live, String path, FieldValue declared) {
    String made = live.labels().get(OwnerLabels.ECHO + path);
    if (made == null) {
      return declared;
    }
    try {
      return value(JsonTrees.KIND.read(made), declared);
    } catch (IOException e) {
      return FieldValue.text(made);
    }
  }

  private static FieldValue value(JsonNode json, FieldValue declared) {
    if (json.isObject()) {
      return ProcessRows.texts(LiveContainer.strings(json));
    }
    if (!json.isArray()) {
      return FieldValue.text(json.asText());
    }
    var words = LiveContainer.items(json);
    return declared instanceof FieldValue.Items
        ? FieldValue.items(words)
        : FieldValue.members(words);
  }
}
