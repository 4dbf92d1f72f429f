package dev.setpoint.cli.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** How far two words are apart, to guess what somebody meant. */
public final class Distance {
  private static final int FAR = 2;
  private static final int MOST = 3;

  private Distance() {}

  /** The nearest of some words, nearest first; empty when none is near. */
  public static List<String> nearest(String given, Collection<String> words) {
    return words.stream()
        .filter(word -> near(given, word))
        .sorted(
            Comparator.comparingInt((String word) -> between(given, word))
                .thenComparing(Comparator.naturalOrder()))
        .limit(MOST)
        .toList();
  }

  private static boolean near(String given, String word) {
    return between(given, word) <= FAR || (given.length() > 2 && word.contains(given));
  }

  /** Letters to insert, remove or change until one is the other. */
  static int between(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
