package dev.setpoint.trust.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.manifest.json.JsonTrees;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads and writes records of texts and numbers, strictly: an unknown, missing or doubled key is an
 * error.
 */
public final class JoinJson {
  /** Nothing that is said here is longer. */
  public static final int MAX_BYTES = 16 * 1024;

  private static final JsonTrees JSON =
      new JsonTrees(
          JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build(), true);

  private JoinJson() {}

  /** The record in these bytes; empty when they are something else, or too long. */
  public static <T> Optional<T> read(byte[] json, Class<T> type) {
    if (json.length > MAX_BYTES) {
      return Optional.empty();
    }
    try {
      var tree = JSON.read(json);
      var parts = type.getRecordComponents();
      var values = Arrays.stream(parts).map(part -> value(tree, part)).flatMap(Optional::stream);
      var all = values.toArray();
      return tree.isObject() && tree.size() == parts.length && all.length == parts.length
          ? Optional.of(made(type, parts, all))
          : Optional.empty();
    } catch (IOException | ReflectiveOperationException e) {
      return Optional.empty();
    }
  }

  private static Optional<Object> value(JsonNode tree, RecordComponent part) {
    var node = tree.path(part.getName());
    if (part.getType() == String.class) {
      return node.isTextual() ? Optional.of(node.textValue()) : Optional.empty();
    }
    if (part.getType() == int.class) {
      return node.isInt() ? Optional.of(node.intValue()) : Optional.empty();
    }
    throw new IllegalArgumentException("neither a text nor a number: " + part);
  }

  private static <T> T made(Class<T> type, RecordComponent[] parts, Object[] values)
      throws ReflectiveOperationException {
    var types = Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
    var constructor = type.getDeclaredConstructor(types);
    constructor.setAccessible(true);
    return constructor.newInstance(values);
  }

  /** A record as JSON. */
  public static String write(Record value) {
    var object = JsonTrees.object();
    for (var part : value.getClass().getRecordComponents()) {
      try {
        part.getAccessor().setAccessible(true);
        switch (part.getAccessor().invoke(value)) {
          case String text -> object.put(part.getName(), text);
          case Integer number -> object.put(part.getName(), number);
          case null, default ->
              throw new IllegalArgumentException("neither a text nor a number: " + part);
        }
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("a record tells its parts", e);
      }
    }
    return JsonTrees.write(object);
  }
}
