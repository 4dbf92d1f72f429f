package dev.setpoint.manifest.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads trees by the constraints of a factory. Of a doubled key the last value counts unless the
 * factory refuses it. Stateless, for many threads.
 *
 * @param factory of the parsers
 * @param whole nothing may follow a tree
 */
public record JsonTrees(JsonFactory factory, boolean whole) {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int MAX_NESTING = 200;

  /** For what programs on this machine say: what follows a tree is not looked at. */
  public static final JsonTrees KIND =
      new JsonTrees(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxNestingDepth(MAX_NESTING).build())
              .build(),
          false);

  /** A new object. */
  public static ObjectNode object() {
    return NODES.objectNode();
  }

  /** The tree of these bytes, in UTF-8; a missing node when there is nothing but white space. */
  public JsonNode read(byte[] bytes) throws IOException {
    try (var parser = factory.createParser(bytes)) {
      return only(parser);
    }
  }

  /** The tree of a text. */
  public JsonNode read(String text) throws IOException {
    try (var parser = factory.createParser(text)) {
      return only(parser);
    }
  }

  /** Trees one after the other, as they come. */
  public JsonSequence sequence(InputStream in) throws IOException {
    return new JsonSequence(factory.createParser(in));
  }

  private JsonNode only(JsonParser parser) throws IOException {
    if (parser.nextToken() == null) {
      return MissingNode.getInstance();
    }
    var tree = value(parser);
    if (whole && parser.nextToken() != null) {
      throw new JsonParseException(parser, "something follows it");
    }
    return tree;
  }

  /** The tree that begins with the present token. */
  static JsonNode value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> NODES.textNode(parser.getText());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
      case VALUE_NUMBER_INT -> integer(parser);
      case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new JsonParseException(parser, "no value begins here");
    };
  }

  private static ObjectNode object(JsonParser parser) throws IOException {
    var object = NODES.objectNode();
    for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      object.set(name, value(parser));
    }
    return object;
  }

  private static ArrayNode array(JsonParser parser) throws IOException {
    var array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser));
    }
    return array;
  }

  private static JsonNode integer(JsonParser parser) throws IOException {
    return switch (parser.getNumberType()) {
      case INT -> NODES.numberNode(parser.getIntValue());
      case LONG -> NODES.numberNode(parser.getLongValue());
      case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> NODES.numberNode(parser.getBigIntegerValue());
    };
  }

  /** A tree as text, without white space; a node's own {@code toString} needs the mapper. */
  public static String write(JsonNode tree) {
    return JsonWriting.text(tree);
  }
}
