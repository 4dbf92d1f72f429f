package dev.setpoint.manifest.yaml;

/** Which characters people can see, and how text from a repository is shown safely. */
public final class Visible {
  private static final int SHOWN_CHARS = 60;

  private Visible() {}

  /** Whether the character may stand in a manifest file as it is. */
  static boolean inFile(char c) {
    if (c < 0x7F) {
      return c >= ' ' || c == '\n' || c == '\t' || c == '\r';
    }
    return !isControlOrHidden(c);
  }

  /** Whether the text holds a character that reorders, hides or controls, line breaks apart. */
  public static boolean hasHidden(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!inFile(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** Whether the text holds NUL or half of a surrogate pair, which nothing can carry. */
  static boolean isBroken(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (c == 0 || Character.isSurrogate(c)) {
        return true;
      }
    }
    return false;
  }

  /** The text in quotes, shortened, with everything that is not visible as an escape. */
  public static String quoted(String text) {
    var shown = new StringBuilder("\"");
    for (int i = 0; i < text.length() && i < SHOWN_CHARS; i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> shown.append("\\n");
        case '\r' -> shown.append("\\r");
        case '\t' -> shown.append("\\t");
        default -> appendVisible(shown, c);
      }
    }
    return shown.append(text.length() > SHOWN_CHARS ? "…\"" : "\"").toString();
  }

  private static void appendVisible(StringBuilder shown, char c) {
    if (!inFile(c) || Character.isSurrogate(c)) {
      shown.append("\\u%04X".formatted((int) c));
    } else {
      shown.append(c);
    }
  }

  private static boolean isControlOrHidden(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          c != 0x85;
      default -> c >= 0xFFFE;
    };
  }
}
