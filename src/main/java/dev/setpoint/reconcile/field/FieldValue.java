package dev.setpoint.reconcile.field;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A normalised value of one field. Two equal values mean the same to the engine, however they were
 * spelled. Printing one never shows a secret, because a secret only ever enters as a digest.
 */
public sealed interface FieldValue {
  /** A scalar as text. */
  static FieldValue text(Object value) {
    return new Text(String.valueOf(value));
  }

  /** A list whose order matters. */
  static FieldValue items(List<String> items) {
    return new Items(items);
  }

  /** A set: order and repetition do not matter. */
  static FieldValue members(Collection<String> members) {
    return new Members(new TreeSet<>(members));
  }

  /** Named values. */
  static FieldValue entries(Map<String, ? extends FieldValue> entries) {
    return new Entries(new TreeMap<>(entries));
  }

  /** A scalar. */
  record Text(String text) implements FieldValue {
    @Override
    public String toString() {
      return text.isEmpty() ? "\"\"" : text;
    }
  }

  /**
   * A secret, known by a keyed digest alone: equal digests mean equal secrets within one
   * installation.
   *
   * @param digest HMAC-SHA-256 under the installation's key, hexadecimal
   */
  record Hidden(String digest) implements FieldValue {
    @Override
    public String toString() {
      return "(hidden " + digest.substring(0, Math.min(8, digest.length())) + ")";
    }
  }

  /** A list whose order matters. */
  record Items(List<String> items) implements FieldValue {
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public String toString() {
      return items.toString();
    }
  }

  /** A set. */
  record Members(SortedSet<String> members) implements FieldValue {
    public Members {
      members = Collections.unmodifiableSortedSet(new TreeSet<>(members));
    }

    @Override
    public String toString() {
      return members.toString();
    }
  }

  /** Named values, each compared by itself. */
  record Entries(SortedMap<String, FieldValue> entries) implements FieldValue {
    public Entries {
      entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    @Override
    public String toString() {
      return entries.entrySet().stream()
          .map(entry -> entry.getKey() + "=" + entry.getValue())
          .collect(Collectors.joining(", ", "{", "}"));
    }
  }
}
