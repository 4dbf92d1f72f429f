package dev.setpoint.manifest.shape;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.yaml.Nearest;
import dev.setpoint.manifest.yaml.Node;
import dev.setpoint.manifest.yaml.Visible;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A block with known keys.
 *
 * @param <T> what its fields make together
 */
public final class ObjectShape<T> extends Shape<T> {
  private static final int MAX_KEYS_SHOWN = 12;

  private final String noun;
  private final Map<String, Field<?>> fields = new LinkedHashMap<>();
  private final Function<Values, T> make;

  ObjectShape(String noun, List<? extends Field<?>> fields, Function<Values, T> make) {
    this.noun = noun;
    this.make = make;
    for (Field<?> field : fields) {
      if (this.fields.put(field.key(), field) != null) {
        throw new IllegalArgumentException("two fields are called " + field.key());
      }
    }
  }

  /** The field of this key. */
  public Optional<Field<?>> field(String key) {
    return Optional.ofNullable(fields.get(key));
  }

  /** The known keys, in the order of the reference page. */
  public List<String> keys() {
    return List.copyOf(fields.keySet());
  }

  @Override
  public @Nullable T read(Node node, Reading reading) {
    if (!(node instanceof Node.Mapping block)) {
      refuseType(node, reading, "write the keys " + String.join(", ", keys()));
      return null;
    }
    int before = reading.problemCount();
    Map<String, Values.Read> values = new HashMap<>();
    for (Node.Entry entry : block.entries()) {
      Field<?> field = fields.get(entry.key().text());
      if (field == null) {
        refuseUnknown(entry.key(), reading);
      } else {
        readField(field, entry.value(), values, reading);
      }
    }
    refuseMissing(block, reading);
    if (reading.problemCount() > before) {
      return null;
    }
    T made = make.apply(new Values(node, values, reading));
    return reading.problemCount() > before ? null : made;
  }

  private static void readField(
      Field<?> field, Node node, Map<String, Values.Read> values, Reading reading) {
    reading.enter(field.key());
    Object value = field.shape().read(node, reading);
    reading.leave();
    if (value != null) {
      values.put(field.key(), new Values.Read(value, node));
    }
  }

  private void refuseUnknown(Node.Scalar key, Reading reading) {
    String nearest =
        Nearest.to(key.text(), fields.keySet())
            .map(known -> "did you mean " + known + "?")
            .orElse(
                fields.size() > MAX_KEYS_SHOWN
                    ? "remove it, or look the field up with setpoint schema"
                    : "write one of " + String.join(", ", fields.keySet()));
    reading.refuse(
        key.place(),
        "the key " + Visible.quoted(key.text()) + " is not known here",
        reading.path() + " is " + noun + " and has no such field",
        nearest);
  }

  private void refuseMissing(Node.Mapping block, Reading reading) {
    for (Field<?> field : fields.values()) {
      if (field.isRequired() && !isWritten(field, block)) {
        reading.refuse(
            block,
            "has no " + field.key(),
            noun + " needs it",
            "write "
                + field.key()
                + ": "
                + (field.example().isEmpty() ? field.shape().noun() : field.example()));
      }
    }
  }

  private static boolean isWritten(Field<?> field, Node.Mapping block) {
    for (Node.Entry entry : block.entries()) {
      if (entry.key().text().equals(field.key())) {
        return true;
      }
    }
    return false;
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = Json.object().put("type", "object").put("additionalProperties", false);
    ObjectNode properties = schema.putObject("properties");
    for (Field<?> field : fields.values()) {
      ObjectNode property = field.shape().schema();
      if (!field.description().isEmpty()) {
        property.put("description", description(field));
      }
      if (!field.example().isEmpty()) {
        property.putArray("examples").add(Json.ofYaml(field.example()));
      }
      properties.set(field.key(), property);
    }
    List<String> required =
        fields.values().stream().filter(Field::isRequired).map(Field::key).toList();
    if (!required.isEmpty()) {
      required.forEach(schema.putArray("required")::add);
    }
    return schema;
  }

  private static String description(Field<?> field) {
    return field.fallback().isEmpty()
        ? field.description()
        : field.description() + " When left out: " + field.fallback() + ".";
  }

  @Override
  public String noun() {
    return noun;
  }

  @Override
  void document(String path, ReferencePage page) {
    for (Field<?> field : fields.values()) {
      String below = path.isEmpty() ? field.key() : path + "." + field.key();
      page.row(below, field);
      field.shape().document(below, page);
    }
  }
}
