package dev.setpoint.manifest.shape;

/**
 * Makes a value of text.
 *
 * @param <T> type of the value
 */
@FunctionalInterface
public interface Grammar<T> {
  /** Reads text that is known to hold no hidden characters. */
  Result<T> parse(String text);

  /** What came of it. */
  sealed interface Result<T> {}

  /** The value. */
  record Read<T>(T value) implements Result<T> {}

  /** Why there is none, and what to write instead. */
  record Refused<T>(String why, String remedy) implements Result<T> {}

  /** A value was read. */
  static <T> Result<T> read(T value) {
    return new Read<>(value);
  }

  /** The text does not follow the grammar. */
  static <T> Result<T> refused(String why, String remedy) {
    return new Refused<>(why, remedy);
  }
}
