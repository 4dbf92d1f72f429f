package dev.setpoint.manifest.shape;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.yaml.Nearest;
import dev.setpoint.manifest.yaml.Node;
import dev.setpoint.manifest.yaml.Visible;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One of a few words. */
public final class WordShape<T> extends Shape<T> {
  private final Map<String, T> words;
  private final Map<String, Grammar.Refused<T>> refused;

  WordShape(Map<String, T> words, Map<String, Grammar.Refused<T>> refused) {
    this.words = words;
    this.refused = refused;
  }

  /** The same words, with a reason of its own for a word that people will try. */
  public WordShape<T> refusing(String word, String why, String remedy) {
    return new WordShape<>(words, Map.of(word, new Grammar.Refused<>(why, remedy)));
  }

  @Override
  public @Nullable T read(Node node, Reading reading) {
    if (!(node instanceof Node.Scalar scalar) || scalar.isNull()) {
      refuseType(node, reading, "write one of them");
      return null;
    }
    String text = scalar.text();
    if (scalar.plain() && TextShape.isTruthWord(text)) {
      reading.refuse(
          node,
          "is " + text + " without quotes",
          "YAML readers take that for a truth value and one of the words "
              + String.join(", ", words.keySet())
              + " is needed",
          words.containsKey(text) ? "write \"" + text + "\"" : "write one of the words");
      return null;
    }
    T value = words.get(text);
    if (value == null) {
      String what = "is " + Visible.quoted(text);
      Grammar.Refused<T> known =
          Optional.ofNullable(refused.get(text)).orElseGet(() -> unknown(text));
      reading.refuse(node, what, known.why(), known.remedy());
    }
    return value;
  }

  private Grammar.Refused<T> unknown(String text) {
    return new Grammar.Refused<>(
        "it must be " + noun(),
        Nearest.to(text, words.keySet())
            .map(word -> "did you mean " + word + "?")
            .orElse("write one of them"));
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = Json.object();
    ArrayNode all = schema.putArray("enum");
    words.keySet().forEach(all::add);
    return schema;
  }

  @Override
  public String noun() {
    return words.size() == 1
        ? words.keySet().iterator().next()
        : "one of " + String.join(", ", words.keySet());
  }
}
