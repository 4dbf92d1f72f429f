package dev.setpoint.cli.text;

import java.util.HexFormat;

/**
 * Text from elsewhere (commit messages, engines, files) made harmless for a terminal: control
 * characters, ANSI sequences, bidirectional and invisible marks become visible escapes.
 */
public final class Escaped {
  private static final int LONGEST = 240;
  private static final HexFormat HEX = HexFormat.of();

  private Escaped() {}

  /** The whole text on one line. */
  public static String line(String text) {
    if (text.codePoints().noneMatch(Escaped::isOdd)) {
      return text;
    }
    var line = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> append(line, c));
    return line.toString();
  }

  /** At most {@value #LONGEST} characters of it, on one line. */
  public static String brief(String text) {
    return text.length() <= LONGEST
        ? line(text)
        : line(text.substring(0, LONGEST)) + "... (" + text.length() + " characters)";
  }

  private static void append(StringBuilder line, int c) {
    if (!isOdd(c)) {
      line.appendCodePoint(c);
    } else if (c == '\n') {
      line.append("\\n");
    } else if (c == '\t') {
      line.append("\\t");
    } else if (Character.isBmpCodePoint(c)) {
      line.append("\\u").append(HEX.toHexDigits((char) c));
    } else {
      line.append("\\u{").append(Integer.toHexString(c)).append('}');
    }
  }

  private static boolean isOdd(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
