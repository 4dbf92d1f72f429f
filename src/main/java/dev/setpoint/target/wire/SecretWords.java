package dev.setpoint.target.wire;

import java.util.Collection;
import java.util.regex.Pattern;

/**
 * Tells which texts seem to hold a secret: an address with a password in it, or a word such as
 * {@code --password=...}. A name of a file that holds one is none.
 */
public final class SecretWords {
  private static final Pattern IN_ADDRESS =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^/\\s:@]*:[^/\\s@]+@");

  private static final Pattern ASSIGNED =
      Pattern.compile("([A-Za-z0-9_-]+) ?[=:] ?[\"']?(?!true\\b|false\\b)([^\\s\"'$/{][^\\s\"']*)");

  private static final Pattern OPTION = Pattern.compile("--?([A-Za-z0-9_-]+)");

  private static final Pattern FILE = Pattern.compile("(?i).*[-_](file|path|dir|name|id|ttl)");

  private SecretWords() {}

  /** Whether a value should not be shown, whatever it is called. */
  public static boolean holdsPassword(String text) {
    return IN_ADDRESS.matcher(text).find();
  }

  /** Whether a value by this name should not be shown. */
  public static boolean isSecret(String key, String value) {
    return !value.isEmpty() && (SecretKeys.looksSecret(key) || holdsPassword(value));
  }

  /** Whether a text, such as a script or a configuration, seems to hold a secret. */
  public static boolean inText(String text) {
    return holdsPassword(text)
        || ASSIGNED.matcher(text).results().anyMatch(found -> names(found.group(1)));
  }

  /** Whether one of the words of a command seems to be a secret. */
  public static boolean inCommand(Collection<String> words) {
    boolean expected = false;
    for (String word : words) {
      if ((expected && !word.startsWith("-") && !word.startsWith("/")) || inText(word)) {
        return true;
      }
      var option = OPTION.matcher(word);
      expected = option.matches() && names(option.group(1));
    }
    return false;
  }

  private static boolean names(String key) {
    return SecretKeys.looksSecret(key) && !FILE.matcher(key).matches();
  }
}
