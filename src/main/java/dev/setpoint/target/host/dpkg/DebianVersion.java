package dev.setpoint.target.host.dpkg;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of a package, ordered as Debian policy 5.6.12 says: by epoch, upstream version and
 * revision; digits by value, letters before other characters, and {@code ~} before everything, even
 * the end.
 */
record DebianVersion(int epoch, String upstream, String revision)
    implements Comparable<DebianVersion> {
  private static final Pattern FORM = Pattern.compile("(?:([0-9]{1,9}):)?(.*?)(?:-([^-]*))?");

  static DebianVersion of(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("no version: " + text);
    }
    int epoch = parts.group(1) == null ? 0 : Integer.parseInt(parts.group(1));
    return new DebianVersion(epoch, parts.group(2), parts.group(3) == null ? "0" : parts.group(3));
  }

  @Override
  public int compareTo(DebianVersion other) {
    int byEpoch = Integer.compare(epoch, other.epoch);
    if (byEpoch != 0) {
      return byEpoch;
    }
    int byUpstream = compare(upstream, other.upstream);
    return byUpstream != 0 ? byUpstream : compare(revision, other.revision);
  }

  /** Stretches of non-digits and of digits in turn. */
  private static int compare(String one, String other) {
    int i = 0;
    int j = 0;
    while (i < one.length() || j < other.length()) {
      while (isWord(one, i) || isWord(other, j)) {
        int difference = weight(one, i) - weight(other, j);
        if (difference != 0) {
          return difference;
        }
        i++;
        j++;
      }
      int iEnd = endOfDigits(one, i);
      int jEnd = endOfDigits(other, j);
      int difference = compareNumbers(one.substring(i, iEnd), other.substring(j, jEnd));
      if (difference != 0) {
        return difference;
      }
      i = iEnd;
      j = jEnd;
    }
    return 0;
  }

  private static boolean isWord(String text, int at) {
    return at < text.length() && !isDigit(text.charAt(at));
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }

  private static int weight(String text, int at) {
    if (at >= text.length() || isDigit(text.charAt(at))) {
      return 0;
    }
    char character = text.charAt(at);
    if (character == '~') {
      return -1;
    }
    return Character.isLetter(character) ? character : character + Character.MAX_VALUE;
  }

  private static int endOfDigits(String text, int from) {
    int end = from;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static int compareNumbers(String one, String other) {
    String left = one.replaceFirst("^0+", "");
    String right = other.replaceFirst("^0+", "");
    int byLength = Integer.compare(left.length(), right.length());
    return byLength != 0 ? byLength : left.compareTo(right);
  }
}
