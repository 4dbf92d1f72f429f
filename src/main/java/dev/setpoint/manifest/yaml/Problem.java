package dev.setpoint.manifest.yaml;

import java.util.Comparator;

/**
 * One thing wrong with a repository, with its place and its remedy.
 *
 * @param file path in the repository
 * @param line from 1; 0 when the whole file is meant
 * @param column from 1; 0 when the whole line or file is meant
 * @param what what is wrong
 * @param why why that is refused
 * @param remedy what to write instead
 */
public record Problem(String file, int line, int column, String what, String why, String remedy)
    implements Comparable<Problem> {
  private static final Comparator<Problem> BY_PLACE =
      Comparator.comparing(Problem::file)
          .thenComparingInt(Problem::line)
          .thenComparingInt(Problem::column)
          .thenComparing(Problem::what);

  @Override
  public int compareTo(Problem other) {
    return BY_PLACE.compare(this, other);
  }

  /** {@code file:line:column: what, why, what to write instead}. */
  @Override
  public String toString() {
    return "%s:%d:%d: %s, %s, %s".formatted(file, line, column, what, why, remedy);
  }
}
