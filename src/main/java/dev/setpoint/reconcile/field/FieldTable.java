package dev.setpoint.reconcile.field;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the fields of one kind are compared and corrected on one target; data, so that it can be
 * printed, documented and differ between engines.
 */
public final class FieldTable {
  private final SortedMap<String, Rule> byPath;

  private FieldTable(SortedMap<String, Rule> byPath) {
    this.byPath = Collections.unmodifiableSortedMap(byPath);
  }

  /** A table of these rules. */
  public static FieldTable of(List<Rule> rules) {
    var byPath = new TreeMap<String, Rule>();
    rules.forEach(rule -> {
      if (byPath.put(rule.path(), rule) != null) {
        throw new IllegalArgumentException("two rules for " + rule.path());
      }
    });
    return new FieldTable(byPath);
  }

  /** The rule of exactly this path. */
  public Optional<Rule> rule(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  /** The paths of all rules. */
  public Set<String> paths() {
    return byPath.keySet();
  }

  /** All rules, sorted by path. */
  public List<Rule> rules() {
    return List.copyOf(byPath.values());
  }

  /**
   * How one field is treated.
   *
   * @param path path of the field, such as {@code spec.env}
   * @param match when a live value counts as equal
   * @param remedy what corrects a difference
   * @param group class of field, for metrics: {@code image}, {@code resources}, {@code network} …
   */
  public record Rule(String path, Match match, Remedy remedy, String group) {}

  /** When a live value counts as equal to a declared one. */
  public enum Match {
    /** Equal as normalised. */
    EXACT,
    /** Everything declared is there; more may be. */
    ALLOW_MORE,
    /** As {@link #EXACT}, but what the image or engine brings along is not counted as more. */
    ALLOW_INHERITED
  }

  /** What corrects a difference; later ones include earlier ones. */
  public enum Remedy {
    /** The engine changes it while the resource lives. */
    IN_PLACE,
    /** Start or stop. */
    RUN_STATE,
    /** Changed in place, then restarted. */
    RESTART,
    /** A new object takes the place of the old one. */
    REPLACE,
    /** Nothing Setpoint may do: a human decides. */
    REPORT
  }
}
