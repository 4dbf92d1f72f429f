package dev.setpoint.manifest.yaml;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Builds nodes from what {@link JsonText} wrote, as strictly as from a file: the text may come from
 * another machine. All nodes get the place where the document begins in its file, since the text
 * has no other.
 */
final class JsonComposer {
  private static final JsonFactory JSON = new JsonFactory();

  private final String path;
  private final Place place;
  private int nodes;

  JsonComposer(String path, Place place) {
    this.path = path;
    this.place = place;
  }

  YamlFile compose(String json) {
    if (json.length() > JsonText.MAX_CHARS) {
      return refused(
          problem(
              "the document has " + json.length() + " characters",
              "at most " + JsonText.MAX_CHARS + " are read",
              "split it"));
    }
    try (JsonParser parser = JSON.createParser(json)) {
      Node root = node(parser, parser.nextToken(), 1);
      if (parser.nextToken() != null) {
        throw refuse("more than one document is in the text", "one is read", "send one");
      }
      return new YamlFile(List.of(root), List.of());
    } catch (Unreadable unreadable) {
      return refused(unreadable.problem());
    } catch (JsonProcessingException broken) {
      return refused(notJson());
    } catch (IOException impossible) {
      throw new UncheckedIOException("a text in memory can always be read", impossible);
    }
  }

  private Node node(JsonParser parser, JsonToken token, int depth) throws IOException {
    if (depth > YamlLimits.DEPTH || ++nodes > YamlLimits.NODES_PER_DOCUMENT) {
      throw refuse(
          "the document has too many values or levels",
          "at most %d values in %d levels are read"
              .formatted(YamlLimits.NODES_PER_DOCUMENT, YamlLimits.DEPTH),
          "split it");
    }
    return switch (token) {
      case START_OBJECT -> block(parser, depth);
      case START_ARRAY -> list(parser, depth);
      case VALUE_STRING -> scalar(parser.getText(), false);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE, VALUE_NULL ->
          scalar(parser.getText(), true);
      case null, default -> throw new Unreadable(notJson());
    };
  }

  private Node block(JsonParser parser, int depth) throws IOException {
    var entries = new ArrayList<Node.Entry>();
    Set<String> seen = new HashSet<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      if (!seen.add(key)) {
        throw refuse(
            "the key " + Visible.quoted(key) + " is there twice",
            "only one value can hold",
            "remove one of the two");
      }
      entries.add(new Node.Entry(scalar(key, false), node(parser, parser.nextToken(), depth + 1)));
    }
    return new Node.Mapping(place, entries);
  }

  private Node list(JsonParser parser, int depth) throws IOException {
    var items = new ArrayList<Node>();
    JsonToken token = parser.nextToken();
    while (token != JsonToken.END_ARRAY) {
      items.add(node(parser, token, depth + 1));
      token = parser.nextToken();
    }
    return new Node.Sequence(place, items);
  }

  private Node.Scalar scalar(String text, boolean plain) {
    if (Visible.isBroken(text)) {
      throw refuse(
          "the text " + Visible.quoted(text) + " holds half a character or NUL",
          "no program can carry it",
          "remove the escape");
    }
    return new Node.Scalar(place, text, plain);
  }

  private Problem notJson() {
    return problem(
        "the document is not JSON", "it was not written by a controller", "send it again");
  }

  private Unreadable refuse(String what, String why, String remedy) {
    return new Unreadable(problem(what, why, remedy));
  }

  private Problem problem(String what, String why, String remedy) {
    return new Problem(path, place.line(), 0, what, why, remedy);
  }

  private static YamlFile refused(Problem problem) {
    return new YamlFile(List.of(), List.of(problem));
  }
}
