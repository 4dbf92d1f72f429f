package dev.setpoint.manifest.shape;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.yaml.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One of several blocks, told apart by the key that only one of them has. */
public final class ChoiceShape<T> extends Shape<T> {
  private final Map<String, ObjectShape<? extends T>> byKey;

  ChoiceShape(Map<String, ObjectShape<? extends T>> byKey) {
    this.byKey = byKey;
  }

  /** The same choice with one more alternative. */
  public ChoiceShape<T> or(String key, ObjectShape<? extends T> shape) {
    var more = new LinkedHashMap<>(byKey);
    more.put(key, shape);
    return new ChoiceShape<>(more);
  }

  @Override
  public @Nullable T read(Node node, Reading reading) {
    if (!(node instanceof Node.Mapping block)) {
      refuseType(node, reading, "write a block with one of the keys " + keys());
      return null;
    }
    List<String> present =
        block.entries().stream()
            .map(entry -> entry.key().text())
            .filter(byKey::containsKey)
            .toList();
    if (present.size() == 1) {
      return shapeOf(present.getFirst()).read(node, reading);
    }
    if (present.isEmpty()) {
      reading.refuse(
          node, "has none of the keys " + keys(), "one of them says what it is", "add one of them");
    } else {
      reading.refuse(
          node,
          "has the keys " + String.join(" and ", present),
          "it can be only one of them",
          "keep one of the keys");
    }
    return null;
  }

  private ObjectShape<? extends T> shapeOf(String key) {
    ObjectShape<? extends T> shape = byKey.get(key);
    if (shape == null) {
      throw new IllegalArgumentException("no alternative has the key " + key);
    }
    return shape;
  }

  private String keys() {
    return String.join(", ", byKey.keySet());
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = Json.object();
    ArrayNode alternatives = schema.putArray("oneOf");
    byKey.values().forEach(shape -> alternatives.add(shape.schema()));
    return schema;
  }

  @Override
  public String noun() {
    return byKey.values().stream().map(Shape::noun).collect(Collectors.joining(" or "));
  }

  @Override
  void document(String path, ReferencePage page) {
    byKey.values().forEach(shape -> shape.document(path, page));
  }
}
