package dev.setpoint.audit.json;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON without any freedom: no white space, keys in the order of the calls, only the escapes
 * that JSON demands. Own code and not a library's, because the bytes are to be hashed and a library
 * may change its escapes with any version. Half a surrogate pair, which UTF-8 cannot hold, is
 * written as an escape, so that every Java string comes back as it was. For one thread.
 */
public final class CanonicalJson {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final StringBuilder out = new StringBuilder(512);
  private boolean first = true;

  /** Begins an object. */
  public CanonicalJson object() {
    return open('{');
  }

  /** Ends an object. */
  public CanonicalJson endObject() {
    return close('}');
  }

  /** Writes the key of the next value. */
  public CanonicalJson key(String key) {
    separate();
    quote(key);
    out.append(':');
    first = true;
    return this;
  }

  /** Writes a string, or null. */
  public CanonicalJson value(@Nullable String text) {
    separate();
    if (text == null) {
      out.append("null");
    } else {
      quote(text);
    }
    return this;
  }

  /** Writes a whole number. */
  public CanonicalJson value(long number) {
    separate();
    out.append(number);
    return this;
  }

  /** Writes true or false. */
  public CanonicalJson value(boolean truth) {
    separate();
    out.append(truth);
    return this;
  }

  /** Writes a key and a string, the string of a value's print form, or null. */
  public CanonicalJson field(String key, @Nullable Object value) {
    return key(key).value(value == null ? null : value.toString());
  }

  /** Writes a key and an array with one element for each item. */
  public <T> CanonicalJson array(String key, Iterable<? extends T> items, Consumer<T> element) {
    key(key).open('[');
    items.forEach(element);
    return close(']');
  }

  /** What was written, in UTF-8. */
  public byte[] bytes() {
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** What was written. */
  @Override
  public String toString() {
    return out.toString();
  }

  private CanonicalJson open(char bracket) {
    separate();
    out.append(bracket);
    first = true;
    return this;
  }

  private CanonicalJson close(char bracket) {
    out.append(bracket);
    first = false;
    return this;
  }

  private void separate() {
    if (!first) {
      out.append(',');
    }
    first = false;
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isPair(text, i)) {
        out.append(c).append(text.charAt(++i));
      } else if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20 || Character.isSurrogate(c)) {
        escape(c);
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  private static boolean isPair(String text, int i) {
    return i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
  }

  private void escape(char c) {
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(HEX[(c >> shift) & 0xf]);
    }
  }
}
