package dev.setpoint.manifest.shape;

/**
 * One key of a block: its shape, and what the reference page says of it.
 *
 * @param key as written in YAML
 * @param shape what its value must look like
 * @param isRequired whether the block is refused without it
 * @param description one sentence for people
 * @param example a YAML value, or empty
 * @param fallback what holds when it is left out, in words, or empty
 * @param <T> type of its value
 */
public record Field<T>(
    String key,
    Shape<T> shape,
    boolean isRequired,
    String description,
    String example,
    String fallback) {
  /** A key that must be there. */
  public static <T> Field<T> required(String key, Shape<T> shape) {
    return new Field<>(key, shape, true, "", "", "");
  }

  /** A key that may be left out. */
  public static <T> Field<T> optional(String key, Shape<T> shape) {
    return new Field<>(key, shape, false, "", "", "");
  }

  /** With a sentence that says what it is. */
  public Field<T> describe(String sentence) {
    return new Field<>(key, shape, isRequired, sentence, example, fallback);
  }

  /** With a YAML value as example. */
  public Field<T> example(String yaml) {
    return new Field<>(key, shape, isRequired, description, yaml, fallback);
  }

  /** With the words for what holds when it is left out. */
  public Field<T> otherwise(String words) {
    return new Field<>(key, shape, isRequired, description, example, words);
  }
}
