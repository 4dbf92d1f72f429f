package dev.setpoint.manifest.node;

/**
 * Value of a variable, as it is written.
 *
 * @param isText whether it is text; otherwise it is a number, {@code true} or {@code false}
 */
public record VariableValue(String text, boolean isText) {
  /** Text. */
  public static VariableValue ofText(String text) {
    return new VariableValue(text, true);
  }
}
