package dev.setpoint.manifest.substitution;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Text in which <code>${name}</code> stands for the value of a variable and <code>$${</code> for
 * <code>${</code> itself. Any other dollar sign is a dollar sign. Immutable.
 */
public final class VariableText {
  private static final String OPEN = "${";
  private static final String UNCLOSED = "…";

  /** Part of a text. */
  sealed interface Part {}

  /** Text that stands for itself. */
  private record Literal(String text) implements Part {}

  /**
   * A use of a variable.
   *
   * @param name what stands between the braces
   * @param at where it begins in the text
   */
  public record Use(String name, int at) implements Part {}

  private final List<Part> parts;

  private VariableText(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /** Whether the text holds something that {@link #of} would change. */
  public static boolean isIn(String text) {
    return text.contains(OPEN);
  }

  /** Finds the variables in a text. One without its closing brace has a name that is none. */
  public static VariableText of(String text) {
    var parts = new ArrayList<Part>();
    int done = 0;
    int open = text.indexOf(OPEN);
    while (open >= 0) {
      boolean isEscaped = open > done && text.charAt(open - 1) == '$';
      if (isEscaped) {
        parts.add(new Literal(text.substring(done, open - 1) + OPEN));
        done = open + OPEN.length();
      } else {
        int close = text.indexOf('}', open);
        int end = close < 0 ? text.length() : close;
        String name = text.substring(open + OPEN.length(), end);
        parts.add(new Literal(text.substring(done, open)));
        parts.add(new Use(close < 0 ? name + UNCLOSED : name, open));
        done = close < 0 ? end : end + 1;
      }
      open = text.indexOf(OPEN, done);
    }
    parts.add(new Literal(text.substring(done)));
    parts.removeIf(part -> part instanceof Literal(var literal) && literal.isEmpty());
    return new VariableText(parts);
  }

  /** The variables, in the order of the text. */
  public List<Use> uses() {
    return parts.stream().filter(Use.class::isInstance).map(Use.class::cast).toList();
  }

  /** Whether it is one variable and nothing else. */
  boolean isWhole() {
    return parts.size() == 1 && parts.getFirst() instanceof Use;
  }

  /** The text with values in the place of variables. */
  public String with(UnaryOperator<String> values) {
    var text = new StringBuilder();
    for (Part part : parts) {
      text.append(
          switch (part) {
            case Literal(var literal) -> literal;
            case Use use -> values.apply(use.name());
          });
    }
    return text.toString();
  }
}
