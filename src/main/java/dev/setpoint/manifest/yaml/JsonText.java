package dev.setpoint.manifest.yaml;

import java.util.Optional;

/**
 * Writes a document as JSON without any freedom, since the text is hashed and sent: no white space,
 * keys in the order of the file, only the escapes that JSON demands. Aliases are written out. What
 * YAML takes for a number, a truth value or nothing is written as JSON does; all else is a string.
 * For one thread.
 */
public final class JsonText {
  /** More than this is not written: a few aliases could make gigabytes of one file. */
  public static final int MAX_CHARS = 1 << 20;

  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final StringBuilder out = new StringBuilder(512);

  private JsonText() {}

  /** The text of a document; empty when it has more than {@link #MAX_CHARS} characters. */
  public static Optional<String> of(Node document) {
    var text = new JsonText();
    text.write(document);
    return text.isFull() ? Optional.empty() : Optional.of(text.out.toString());
  }

  private boolean isFull() {
    return out.length() > MAX_CHARS;
  }

  private void write(Node node) {
    switch (node) {
      case Node.Scalar scalar -> writeScalar(scalar);
      case Node.Sequence list -> writeList(list);
      case Node.Mapping block -> writeBlock(block);
    }
  }

  private void writeScalar(Node.Scalar scalar) {
    if (scalar.isNull()) {
      out.append("null");
    } else if (scalar.plain() && isJsonWord(scalar.text())) {
      out.append(scalar.text());
    } else {
      quote(scalar.text());
    }
  }

  private void writeList(Node.Sequence list) {
    out.append('[');
    String separator = "";
    for (Node item : list.items()) {
      if (isFull()) {
        return;
      }
      out.append(separator);
      write(item);
      separator = ",";
    }
    out.append(']');
  }

  private void writeBlock(Node.Mapping block) {
    out.append('{');
    String separator = "";
    for (Node.Entry entry : block.entries()) {
      if (isFull()) {
        return;
      }
      out.append(separator);
      quote(entry.key().text());
      out.append(':');
      write(entry.value());
      separator = ",";
    }
    out.append('}');
  }

  /** A truth value, or a number as manifests write them: no exponent, no sign but minus. */
  private static boolean isJsonWord(String text) {
    return text.equals("true") || text.equals("false") || isNumber(text);
  }

  private static boolean isNumber(String text) {
    int begin = text.startsWith("-") ? 1 : 0;
    int point = text.indexOf('.');
    int end = point < 0 ? text.length() : point;
    boolean isWhole =
        areDigits(text, begin, end) && (text.charAt(begin) != '0' || end == begin + 1);
    return isWhole && (point < 0 || areDigits(text, point + 1, text.length()));
  }

  private static boolean areDigits(String text, int begin, int end) {
    for (int i = begin; i < end; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return begin < end;
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20) {
        out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 0xf]);
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
