package dev.setpoint.target.contract.field;

import java.util.Map;
import java.util.TreeMap;

/**
 * What one test stands on: names, ports and address ranges that no other test uses at the same
 * time. Texts of cases name them as {@code $name}, {@code $net}, {@code $net2}, {@code $volume},
 * {@code $bind}, {@code $bind2}, {@code $port}, {@code $port2}, {@code $cidr}, {@code $six}, {@code
 * $mtu}, {@code $repository}.
 *
 * @param words what those stand for, without the dollar sign
 */
public record Ground(Map<String, String> words) {
  public Ground {
    words = Map.copyOf(words);
  }

  /** What a word stands for. */
  public String word(String word) {
    String value = words.get(word);
    if (value == null) {
      throw new IllegalArgumentException("nothing is called $" + word);
    }
    return value;
  }

  /** Name of the resource under test. */
  public String name() {
    return word("name");
  }

  /** A text with every word put in. */
  public String fill(String text) {
    String filled = text;
    // Longer words first, so that $net does not eat the beginning of $net2.
    for (var word : new TreeMap<>(words).descendingMap().entrySet()) {
      filled = filled.replace("$" + word.getKey(), word.getValue());
    }
    return filled;
  }
}
