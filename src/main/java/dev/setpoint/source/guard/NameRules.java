package dev.setpoint.source.guard;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which names a tree may use. The rules are those by which git clients were led to write outside
 * their directory (CVE-2014-9390, CVE-2023-4759, CVE-2025-48384) plus those by which a name
 * deceives its reader; nothing is ever checked out here, but manifests and messages carry the names
 * on.
 */
public final class NameRules {
  private static final int MAX_PRINTED = 300;
  private static final Set<String> MEANS_A_DIRECTORY = Set.of("", ".", "..");
  private static final Set<String> MEANS_GIT = Set.of(".git", "git~1");
  private static final Set<String> MEANS_SUBMODULES = Set.of(".gitmodules", "gitmod~1");

  private NameRules() {}

  /** Why a file or directory of this name is refused, if it is. */
  public static Optional<String> refusal(String name) {
    return firstDeceivingCharacter(name).or(() -> reservedName(name));
  }

  /** Two names of one directory with the same key are the same file on some file systems. */
  public static String foldKey(String name) {
    if (isPlainLowerCase(name)) {
      return name;
    }
    return Normalizer.normalize(name, Normalizer.Form.NFC)
        .toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT);
  }

  /** The text with nothing left that could move a terminal's cursor or hide itself, shortened. */
  public static String printable(String text) {
    StringBuilder printed = new StringBuilder();
    text.codePoints()
        .limit(MAX_PRINTED)
        .forEach(c -> {
          if (isDeceiving(c)) {
            printed.append(String.format(Locale.ROOT, "\\u%04x", c));
          } else {
            printed.appendCodePoint(c);
          }
        });
    return printed.toString();
  }

  private static Optional<String> reservedName(String name) {
    if (MEANS_A_DIRECTORY.contains(name)) {
      return Optional.of("the name means another directory");
    }
    String bare = withoutTrailingDotsAndSpaces(name).toLowerCase(Locale.ROOT);
    if (MEANS_GIT.contains(bare) || bare.startsWith(".git:")) {
      return Optional.of("the name can mean git's own directory");
    }
    if (MEANS_SUBMODULES.contains(bare)) {
      return Optional.of("submodules are not followed");
    }
    if (bare.length() != name.length()) {
      return Optional.of("the name ends in a dot or a space");
    }
    return name.indexOf('/') >= 0 || name.indexOf('\\') >= 0
        ? Optional.of("the name holds a path separator")
        : Optional.empty();
  }

  private static Optional<String> firstDeceivingCharacter(String name) {
    // A loop and no stream: it is asked for every name of a large repository.
    for (int i = 0; i < name.length(); ) {
      int c = name.codePointAt(i);
      if (isDeceiving(c)) {
        return Optional.of(String.format(Locale.ROOT, "the name holds the character U+%04X", c));
      }
      i += Character.charCount(c);
    }
    return Optional.empty();
  }

  /** Control and format characters (bidirectional, zero width), line breaks, and non-characters. */
  private static boolean isDeceiving(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }

  private static String withoutTrailingDotsAndSpaces(String name) {
    int end = name.length();
    while (end > 0 && (name.charAt(end - 1) == '.' || name.charAt(end - 1) == ' ')) {
      end--;
    }
    return name.substring(0, end);
  }

  private static boolean isPlainLowerCase(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c >= 0x80 || (c >= 'A' && c <= 'Z')) {
        return false;
      }
    }
    return true;
  }
}
