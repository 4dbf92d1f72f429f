package dev.setpoint.manifest.shape;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.yaml.Node;
import dev.setpoint.manifest.yaml.Place;
import dev.setpoint.manifest.yaml.Visible;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A list of values of one shape. */
public final class ListShape<T> extends Shape<List<T>> {
  private final Shape<T> element;
  private final int minItems;
  private final @Nullable Function<T, Object> identity;
  private final String identityNoun;

  ListShape(Shape<T> element) {
    this(element, 0, null, "");
  }

  private ListShape(
      Shape<T> element, int minItems, @Nullable Function<T, Object> identity, String identityNoun) {
    this.element = element;
    this.minItems = minItems;
    this.identity = identity;
    this.identityNoun = identityNoun;
  }

  /** The same list, refused when empty. */
  public ListShape<T> notEmpty() {
    return new ListShape<>(element, 1, identity, identityNoun);
  }

  /**
   * The same list, in which no two elements may agree.
   *
   * @param key what they must differ in
   * @param keyNoun what people call that, such as "path"
   */
  public ListShape<T> uniqueBy(Function<T, Object> key, String keyNoun) {
    return new ListShape<>(element, minItems, key, keyNoun);
  }

  @Override
  public @Nullable List<T> read(Node node, Reading reading) {
    if (!(node instanceof Node.Sequence list)) {
      boolean isWord = node instanceof Node.Scalar scalar && !scalar.isNull();
      refuseType(node, reading, isWord ? "put it in [ ] or behind a dash" : "write a list");
      return null;
    }
    if (list.items().size() < minItems) {
      reading.refuse(node, "is empty", "it says nothing then", "remove it or fill it");
      return null;
    }
    int before = reading.problemCount();
    var values = new ArrayList<T>();
    Map<Object, Place> seen = identity == null ? Map.of() : new HashMap<>();
    for (int i = 0; i < list.items().size(); i++) {
      reading.enter(i);
      Node item = list.items().get(i);
      T value = element.read(item, reading);
      if (value != null) {
        values.add(value);
        refuseRepeated(value, item, seen, reading);
      }
      reading.leave();
    }
    return reading.problemCount() > before ? null : values;
  }

  private void refuseRepeated(T value, Node item, Map<Object, Place> seen, Reading reading) {
    if (identity == null) {
      return;
    }
    Object key = identity.apply(value);
    Place first = seen.putIfAbsent(key, item.place());
    if (first != null) {
      reading.refuse(
          item,
          "repeats the " + identityNoun + " " + Visible.quoted(String.valueOf(key)),
          "line %d column %d has it already".formatted(first.line(), first.column()),
          "remove one of the two");
    }
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = Json.object().put("type", "array");
    schema.set("items", element.schema());
    return minItems == 0 ? schema : schema.put("minItems", minItems);
  }

  @Override
  public String noun() {
    return "a list (each: " + element.noun() + ")";
  }

  @Override
  void document(String path, ReferencePage page) {
    element.document(path + "[]", page);
  }
}
