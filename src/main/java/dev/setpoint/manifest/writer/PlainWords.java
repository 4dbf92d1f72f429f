package dev.setpoint.manifest.writer;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which text needs no quotes, so that every reader of YAML takes it for text. */
final class PlainWords {
  private static final Pattern PLAIN =
      Pattern.compile(
          "(--?[A-Za-z]|[A-Za-z0-9_/.])[A-Za-z0-9_./@%+=()<>$^~;!?*&|:-]*"
              + "( [A-Za-z0-9_./@%+=()<>$^~;-][A-Za-z0-9_./@%+=()<>$^~;!?*&|:-]*)*");

  /** Numbers in all their spellings, times and dates. */
  private static final Pattern NUMBER =
      Pattern.compile(
          "[-+]?\\.?[0-9][0-9_,.:eE+-]*|[-+]?0[xob][0-9A-Fa-f_]+|\\.(inf|Inf|INF|nan|NaN|NAN)");

  private static final Pattern ADDRESS = Pattern.compile("[0-9]+(\\.[0-9]+){3}(/[0-9]+)?");

  private static final Set<String> OTHER_MEANING =
      Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null");

  private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e\\u00a1-\\ud7ff\\n]*");

  private PlainWords() {}

  static boolean isPlain(String text, boolean inFlow) {
    if (ADDRESS.matcher(text).matches()) {
      return true;
    }
    return PLAIN.matcher(text).matches()
        && !NUMBER.matcher(text).matches()
        && !OTHER_MEANING.contains(text.toLowerCase(Locale.ROOT))
        && !text.endsWith(":")
        && !text.contains(": ")
        && !(inFlow && (text.contains(":") || text.contains("?")));
  }

  /** Whether it is best read as lines. */
  static boolean isBlock(String text) {
    return text.contains("\n")
        && !text.startsWith(" ")
        && !text.startsWith("\n")
        && !text.contains(" \n")
        && PRINTABLE.matcher(text).matches();
  }
}
