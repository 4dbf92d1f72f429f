package dev.setpoint.manifest.shape;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.node.VariableValue;
import dev.setpoint.manifest.yaml.Node;
import dev.setpoint.manifest.yaml.Visible;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Values by name: text, numbers and truth values, and groups of them. A group {@code db} with
 * {@code port} in it is read as {@code db.port}.
 */
final class VariablesShape extends Shape<Map<String, VariableValue>> {
  private static final String NAME = "[A-Za-z_][A-Za-z0-9_-]{0,62}";
  private static final Pattern NAME_PATTERN = Pattern.compile(NAME);
  private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,18})?");
  private static final int MAX_CHARS = 65_536;

  @Override
  public @Nullable Map<String, VariableValue> read(Node node, Reading reading) {
    if (!(node instanceof Node.Mapping block)) {
      refuseType(node, reading, "write it as NAME: VALUE lines");
      return null;
    }
    int before = reading.problemCount();
    var values = new LinkedHashMap<String, VariableValue>();
    read(block, "", values, reading);
    return reading.problemCount() > before ? null : values;
  }

  private static void read(
      Node.Mapping block, String group, Map<String, VariableValue> values, Reading reading) {
    for (Node.Entry entry : block.entries()) {
      reading.enter(new Reading.Key(entry.key().text()));
      String name = group + entry.key().text();
      if (!NAME_PATTERN.matcher(entry.key().text()).matches()) {
        reading.refuse(
            entry.key(),
            "is no name of a variable",
            "names have letters, digits, _ and - only and begin with a letter or _",
            "write something like site_name");
      } else {
        switch (entry.value()) {
          case Node.Mapping inner when group.isEmpty() -> read(inner, name + ".", values, reading);
          case Node.Scalar scalar when !scalar.isNull() -> read(scalar, name, values, reading);
          case Node other ->
              reading.refuse(
                  other,
                  "is " + other.noun(),
                  "a variable is text, a number, true or false, or one group of these",
                  "write a single value");
        }
      }
      reading.leave();
    }
  }

  private static void read(
      Node.Scalar scalar, String name, Map<String, VariableValue> values, Reading reading) {
    String text = scalar.text();
    boolean isTyped =
        scalar.plain()
            && (text.equals("true") || text.equals("false") || NUMBER.matcher(text).matches());
    if (scalar.plain() && !isTyped && !TextShape.looksLikeText(text)) {
      reading.refuse(
          scalar,
          "is " + text + " without quotes",
          "YAML readers differ in what that is",
          "write \"" + text + "\", or a plain number, true or false");
    } else if (Visible.hasHidden(text) || text.length() > MAX_CHARS) {
      reading.refuse(
          scalar,
          "is not allowed as it is",
          "it holds a character that nobody can see, or more than " + MAX_CHARS + " characters",
          "write visible text, or put it in a file");
    } else if (text.contains("${")) {
      reading.refuse(
          scalar,
          "holds ${",
          "values of variables are taken as they are and hold no variables",
          "write the value out");
    } else {
      values.put(name, new VariableValue(text, !isTyped));
    }
  }

  @Override
  public ObjectNode schema() {
    ObjectNode group = values();
    ObjectNode schema = values();
    ((ArrayNode) schema.get("additionalProperties").get("anyOf")).add(group);
    return schema;
  }

  private static ObjectNode values() {
    ObjectNode schema = Json.object().put("type", "object");
    schema.putObject("propertyNames").put("pattern", "^" + NAME + "$");
    ArrayNode single = schema.putObject("additionalProperties").putArray("anyOf");
    single.addObject().putArray("type").add("string").add("number").add("boolean");
    return schema;
  }

  @Override
  public String noun() {
    return "NAME: VALUE lines (each value: text, a number, true or false, or a group of these)";
  }
}
