package dev.setpoint.manifest.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known word that somebody probably meant. */
public final class Nearest {
  /**
   * Longer words, or more candidates, are not searched: a hostile repository could ask for hours.
   */
  private static final int MAX_WORD_CHARS = 80;

  private static final int MAX_CANDIDATES = 2_000;

  private Nearest() {}

  /** The candidate that is a few typing errors away from the word, if there is one. */
  public static Optional<String> to(String word, Collection<String> candidates) {
    if (word.length() > MAX_WORD_CHARS) {
      return Optional.empty();
    }
    int tolerated = Math.max(1, word.length() / 3);
    return candidates.stream()
        .limit(MAX_CANDIDATES)
        .filter(candidate -> Math.abs(candidate.length() - word.length()) <= tolerated)
        .map(candidate -> new Near(candidate, distance(word, candidate)))
        .filter(near -> near.distance() <= tolerated)
        .min(Comparator.comparingInt(Near::distance).thenComparing(Near::word))
        .map(Near::word);
  }

  /** A candidate and how far it is from the word. */
  private record Near(String word, int distance) {}

  /** Levenshtein distance; a different case alone counts nothing. */
  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
