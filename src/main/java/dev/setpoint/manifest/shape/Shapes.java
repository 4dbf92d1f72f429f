package dev.setpoint.manifest.shape;

import dev.setpoint.manifest.node.VariableValue;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Makes shapes. */
public final class Shapes {
  /** {@code true} or {@code false}. */
  public static final Shape<Boolean> BOOLEAN = new BooleanShape();

  /** Text of one or more lines, shown in messages. */
  public static final Shape<String> TEXT =
      new TextShape<>("text", "", "text in quotes", Grammar::read, true);

  /** Text, for which a plain number or truth value will do. No message shows it. */
  public static final Shape<String> LOOSE_TEXT = new TextShape.Loose();

  /** Values of variables by name; those of a group as {@code group.name}. */
  public static final Shape<Map<String, VariableValue>> VARIABLES = new VariablesShape();

  private Shapes() {}

  /**
   * Text with a grammar.
   *
   * @param noun what people call it
   * @param pattern regular expression for the JSON Schema
   * @param example how it is written
   */
  public static <T> Shape<T> text(String noun, String pattern, String example, Grammar<T> grammar) {
    return new TextShape<>(noun, pattern, example, grammar, true);
  }

  /** Text that may be secret, so that no message shows it. */
  public static <T> Shape<T> unshownText(String noun, String pattern, Grammar<T> grammar) {
    return new TextShape<>(noun, pattern, "text in quotes", grammar, false);
  }

  /**
   * Text that a regular expression matches as a whole.
   *
   * @param why the rule in words
   */
  public static Shape<String> matching(String noun, String regex, String why, String example) {
    Pattern pattern = Pattern.compile(regex);
    return text(
        noun,
        "^(?:" + regex + ")$",
        example,
        text ->
            pattern.matcher(text).matches()
                ? Grammar.read(text)
                : Grammar.refused(why, "write something like " + example));
  }

  /** A whole number between two bounds, both included. */
  public static Shape<Integer> integer(int min, int max) {
    return new NumberShape<>(
        BigDecimal.valueOf(min), BigDecimal.valueOf(max), 0, BigDecimal::intValueExact);
  }

  /** A whole number between two bounds, both included. */
  public static Shape<Long> longInteger(long min, long max) {
    return new NumberShape<>(
        BigDecimal.valueOf(min), BigDecimal.valueOf(max), 0, BigDecimal::longValueExact);
  }

  /** A number between two bounds, both included, with so many digits behind the point. */
  public static Shape<BigDecimal> decimal(String min, String max, int decimals) {
    return new NumberShape<>(
        new BigDecimal(min), new BigDecimal(max), decimals, Function.identity());
  }

  /** One of the given words. */
  public static WordShape<String> words(String... words) {
    var byWord = new LinkedHashMap<String, String>();
    Arrays.stream(words).forEach(word -> byWord.put(word, word));
    return new WordShape<>(byWord, Map.of());
  }

  /** One of the constants of an enum, in lower case. */
  public static <E extends Enum<E>> WordShape<E> words(Class<E> type) {
    return words(type, constant -> constant.name().toLowerCase(Locale.ROOT));
  }

  /** One of the constants of an enum, by the word of each. */
  public static <E extends Enum<E>> WordShape<E> words(Class<E> type, Function<E, String> word) {
    return words(Arrays.asList(type.getEnumConstants()), word);
  }

  /** One of these values, by the word of each. */
  public static <T> WordShape<T> words(List<T> values, Function<T, String> word) {
    var byWord = new LinkedHashMap<String, T>();
    values.forEach(value -> byWord.put(word.apply(value), value));
    return new WordShape<>(byWord, Map.of());
  }

  /** A list of values of one shape. */
  public static <T> ListShape<T> list(Shape<T> element) {
    return new ListShape<>(element);
  }

  /** A block with free keys. */
  public static <V> Shape<Map<String, V>> map(Shape<String> key, Shape<V> value) {
    return new MapShape<>(key, value);
  }

  /**
   * A block with free keys.
   *
   * @param check what several entries together must be; called only when each is sound
   */
  public static <V> Shape<Map<String, V>> map(
      Shape<String> key, Shape<V> value, Consumer<MapShape.Entries<V>> check) {
    return new MapShape<>(key, value, check);
  }

  /**
   * A block with known keys.
   *
   * @param noun what people call it, with an article
   * @param make called only when all fields are sound; may refuse through the values, and whatever
   *     it returns is dropped then
   */
  public static <T> ObjectShape<T> object(
      String noun, List<? extends Field<?>> fields, Function<Values, T> make) {
    return new ObjectShape<>(noun, fields, make);
  }

  /** One of several blocks, told apart by the key that only one of them has. */
  public static <T> ChoiceShape<T> oneOf(String key, ObjectShape<? extends T> shape) {
    return new ChoiceShape<>(Map.of(key, shape));
  }

  /** A value with a short form. */
  public static <T> Shape<T> shortOrFull(Shape<T> single, Shape<T> full) {
    return new ShortShape<>(single, full);
  }
}
