package dev.setpoint.manifest.shape;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.yaml.Node;
import dev.setpoint.manifest.yaml.Visible;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text with a grammar. A plain number or truth value is not text: readers of YAML differ in how
 * they would print it.
 */
final class TextShape<T> extends Shape<T> {
  private static final int MAX_CHARS = 65_536;
  private static final Pattern NUMBER =
      Pattern.compile(
          "[-+]?(\\.[0-9]+|[0-9][0-9_]*(\\.[0-9]*)?)([eE][-+]?[0-9]+)?"
              + "|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
  private static final Set<String> TRUTH_WORDS = Set.of("true", "false", "yes", "no", "on", "off");

  private final String noun;
  private final String pattern;
  private final String example;
  private final Grammar<T> grammar;
  private final boolean mayShow;

  /**
   * @param noun what people call it
   * @param pattern regular expression for the JSON Schema, or empty
   * @param example how it is written, or empty
   * @param mayShow whether messages may show the text, which could be a secret
   */
  TextShape(String noun, String pattern, String example, Grammar<T> grammar, boolean mayShow) {
    this.noun = noun;
    this.pattern = pattern;
    this.example = example;
    this.grammar = grammar;
    this.mayShow = mayShow;
  }

  @Override
  public @Nullable T read(Node node, Reading reading) {
    if (!(node instanceof Node.Scalar scalar) || scalar.isNull()) {
      refuseType(node, reading, "write " + (example.isEmpty() ? noun : example));
      return null;
    }
    String text = scalar.text();
    if (scalar.plain() && !looksLikeText(text)) {
      refuseLookalike(scalar, reading);
      return null;
    }
    if (text.length() > MAX_CHARS) {
      reading.refuse(
          node,
          "has " + text.length() + " characters",
          "no value may have more than " + MAX_CHARS,
          "shorten it, or put it in a file");
      return null;
    }
    return parse(scalar, reading);
  }

  private @Nullable T parse(Node.Scalar scalar, Reading reading) {
    if (Visible.hasHidden(scalar.text())) {
      reading.refuse(
          scalar,
          is(scalar.text()),
          "it holds a character that nobody can see",
          "remove the escape");
      return null;
    }
    return switch (grammar.parse(scalar.text())) {
      case Grammar.Read<T>(var value) -> value;
      case Grammar.Refused<T>(var why, var remedy) -> {
        reading.refuse(scalar, is(scalar.text()), why, remedy);
        yield null;
      }
    };
  }

  private String is(String text) {
    return mayShow ? "is " + Visible.quoted(text) : "is not allowed as it is";
  }

  private void refuseLookalike(Node.Scalar scalar, Reading reading) {
    String what = mayShow ? "is " + scalar.text() + " without quotes" : "is without quotes";
    if (grammar.parse(scalar.text()) instanceof Grammar.Refused<T>(var why, var remedy)) {
      reading.refuse(scalar, what, why, remedy);
      return;
    }
    String as = isTruthWord(scalar.text()) ? "a truth value" : "a number";
    reading.refuse(
        scalar,
        what,
        "YAML readers take that for " + as + " and " + noun + " is needed",
        mayShow ? "write \"" + scalar.text() + "\"" : "put the value in double quotes");
  }

  /** Whether all readers of YAML take the plain text for text. */
  static boolean looksLikeText(String text) {
    return !isTruthWord(text) && !isNumber(text);
  }

  static boolean isTruthWord(String text) {
    return text.length() <= 5 && TRUTH_WORDS.contains(text.toLowerCase(Locale.ROOT));
  }

  private static boolean isNumber(String text) {
    char first = text.charAt(0);
    return (Character.isDigit(first) || first == '.' || first == '-' || first == '+')
        && NUMBER.matcher(text).matches();
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = Json.object().put("type", "string");
    if (!pattern.isEmpty()) {
      schema.put("pattern", pattern);
    }
    return schema;
  }

  @Override
  public String noun() {
    return noun;
  }

  /**
   * Text where a plain number or truth value will do, since whoever takes it knows text only. It is
   * taken as it is written.
   */
  static final class Loose extends Shape<String> {
    private static final Shape<String> TEXT =
        new TextShape<>("text", "", "text in quotes", Grammar::read, false);

    @Override
    public @Nullable String read(Node node, Reading reading) {
      return node instanceof Node.Scalar scalar
              && !scalar.isNull()
              && scalar.plain()
              && !TextShape.looksLikeText(scalar.text())
          ? scalar.text()
          : TEXT.read(node, reading);
    }

    @Override
    public ObjectNode schema() {
      ObjectNode schema = Json.object();
      schema.putArray("type").add("string").add("number").add("boolean");
      return schema;
    }

    @Override
    public String noun() {
      return "text, a number, true or false";
    }
  }
}
