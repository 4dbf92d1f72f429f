package dev.setpoint.target.wire;

/** Makes foreign text fit for a terminal and for the trail. */
public final class PlainText {
  private PlainText() {}

  /** One line of at most so many characters, without control characters. */
  public static String line(String text, int limit) {
    return clean(text.replace('\n', ' ').replace('\t', ' '), limit, false);
  }

  /** Lines of at most so many characters in all, without other control characters. */
  public static String lines(String text, int limit) {
    return clean(text.replace('\t', ' '), limit, true);
  }

  private static String clean(String text, int limit, boolean keepBreaks) {
    var out = new StringBuilder(Math.min(text.length(), limit));
    text.codePoints()
        .filter(point -> (keepBreaks && point == '\n') || isPlain(point))
        .limit(limit)
        .forEach(out::appendCodePoint);
    return out.toString().strip();
  }

  /** Format characters include the ones that reverse text, surrogates are halves of others. */
  private static boolean isPlain(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> false;
      default -> true;
    };
  }
}
