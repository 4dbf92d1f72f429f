package dev.setpoint.link.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.audit.json.FieldValueJson;
import dev.setpoint.fleet.message.Bytes;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.json.JsonTrees;
import dev.setpoint.reconcile.field.FieldValue;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object from the other end, read without any kindness: every key that is asked for must be
 * there and of its type, and every key that is there must be asked for. Numbers are whole.
 */
final class WireObject {
  private static final int MAX_NESTING = 24;

  private static final JsonTrees JSON =
      new JsonTrees(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(MAX_NESTING)
                      .maxStringLength(MessageCodec.MAX_BYTES)
                      .maxDocumentLength(MessageCodec.MAX_BYTES)
                      .maxNumberLength(20)
                      .maxNameLength(4_096)
                      .build())
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .build(),
          true);

  private final JsonNode node;
  private final Set<String> asked = new HashSet<>();

  private WireObject(JsonNode node) {
    if (!node.isObject()) {
      throw new MalformedMessageException("something is not an object");
    }
    this.node = node;
  }

  /** Reads bytes as one object. */
  static <T> T parse(byte[] bytes, Function<WireObject, T> reader) {
    if (bytes.length > MessageCodec.MAX_BYTES) {
      throw new MalformedMessageException(
          "it has %d bytes, at most %d are read".formatted(bytes.length, MessageCodec.MAX_BYTES));
    }
    try {
      return read(JSON.read(bytes), reader);
    } catch (JsonProcessingException e) {
      throw new MalformedMessageException("it is no JSON object: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new MalformedMessageException("it cannot be read: " + e.getMessage(), e);
    } catch (MalformedMessageException e) {
      throw e;
    } catch (RuntimeException e) {
      // Values refuse what makes no sense in their own constructors.
      throw new MalformedMessageException("it makes no sense: " + e.getMessage(), e);
    }
  }

  private static <T> T read(JsonNode node, Function<WireObject, T> reader) {
    var object = new WireObject(node);
    T value = reader.apply(object);
    if (object.asked.size() != node.size()) {
      var unknown = new ArrayList<String>();
      node.fieldNames().forEachRemaining(unknown::add);
      unknown.removeAll(object.asked);
      throw new MalformedMessageException("unknown keys " + unknown);
    }
    return value;
  }

  String text(String key) {
    var value = required(key);
    if (!value.isTextual()) {
      throw new MalformedMessageException(key + " is not a text");
    }
    return value.textValue();
  }

  @Nullable String textOrNull(String key) {
    return isNull(key) ? null : text(key);
  }

  String digest(String key) {
    var text = text(key);
    if (!Sha256.isDigest(text)) {
      throw new MalformedMessageException(key + " is not a digest");
    }
    return text;
  }

  long number(String key) {
    var value = required(key);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new MalformedMessageException(key + " is not a whole number");
    }
    return value.longValue();
  }

  /** A number that counts something. */
  long count(String key) {
    long number = number(key);
    if (number < 0) {
      throw new MalformedMessageException(key + " is negative");
    }
    return number;
  }

  int smallCount(String key) {
    return Math.toIntExact(count(key));
  }

  boolean truth(String key) {
    var value = required(key);
    if (!value.isBoolean()) {
      throw new MalformedMessageException(key + " is neither true nor false");
    }
    return value.booleanValue();
  }

  Instant instant(String key) {
    return Instant.parse(text(key));
  }

  @Nullable Instant instantOrNull(String key) {
    return isNull(key) ? null : instant(key);
  }

  Duration duration(String key) {
    return Duration.parse(text(key));
  }

  Bytes bytes(String key) {
    return Bytes.ofBase64(text(key));
  }

  <E extends Enum<E>> E word(String key, Class<E> type) {
    return Enum.valueOf(type, text(key));
  }

  <E extends Enum<E>> @Nullable E wordOrNull(String key, Class<E> type) {
    return isNull(key) ? null : word(key, type);
  }

  ResourceId resource(String key) {
    return resourceOf(text(key));
  }

  @Nullable ResourceId resourceOrNull(String key) {
    return isNull(key) ? null : resource(key);
  }

  static ResourceId resourceOf(String text) {
    return ResourceId.parse(text)
        .orElseThrow(() -> new MalformedMessageException("not a resource: " + text));
  }

  @Nullable FieldValue fieldValueOrNull(String key) {
    return isNull(key) ? null : FieldValueJson.read(required(key));
  }

  <T> T object(String key, Function<WireObject, T> reader) {
    return read(required(key), reader);
  }

  <T> @Nullable T objectOrNull(String key, Function<WireObject, T> reader) {
    return isNull(key) ? null : object(key, reader);
  }

  <T> List<T> list(String key, Function<WireObject, T> reader) {
    var items = new ArrayList<T>();
    array(key).forEach(item -> items.add(read(item, reader)));
    return items;
  }

  List<String> texts(String key) {
    var items = new ArrayList<String>();
    for (var item : array(key)) {
      if (!item.isTextual()) {
        throw new MalformedMessageException("an element of " + key + " is not a text");
      }
      items.add(item.textValue());
    }
    return items;
  }

  private JsonNode array(String key) {
    var value = required(key);
    if (!value.isArray()) {
      throw new MalformedMessageException(key + " is not a list");
    }
    return value;
  }

  /** Whether a key that may be left out is there. */
  boolean has(String key) {
    return node.has(key);
  }

  private boolean isNull(String key) {
    return required(key).isNull();
  }

  private JsonNode required(String key) {
    asked.add(key);
    var value = node.get(key);
    if (value == null) {
      throw new MalformedMessageException(key + " is missing");
    }
    return value;
  }
}
