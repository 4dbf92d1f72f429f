package dev.setpoint.reconcile.field;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The fields of one resource: path, such as {@code spec.memory}, to value. A path that is missing
 * is not declared (on the desired side) or not there (on the observed side). Immutable; equality
 * first compares the digests, which makes the unchanged case cheap.
 */
public final class Fields {
  private static final Fields NONE = new Fields(new TreeMap<>());

  private final SortedMap<String, FieldValue> byPath;
  private final FieldsDigest digest;

  private Fields(SortedMap<String, FieldValue> byPath) {
    this.byPath = Collections.unmodifiableSortedMap(byPath);
    this.digest = FieldsDigest.of(this.byPath);
  }

  /** Fields of these paths and values; the map is copied. */
  public static Fields of(Map<String, FieldValue> byPath) {
    return byPath.isEmpty() ? NONE : new Fields(new TreeMap<>(byPath));
  }

  /** No fields. */
  public static Fields none() {
    return NONE;
  }

  /** All fields, sorted by path. */
  public SortedMap<String, FieldValue> byPath() {
    return byPath;
  }

  /** The value at a path. */
  public Optional<FieldValue> get(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  /** A digest that is equal exactly when the fields are. */
  public FieldsDigest digest() {
    return digest;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fields fields && digest.equals(fields.digest);
  }

  @Override
  public int hashCode() {
    return digest.hashCode();
  }

  @Override
  public String toString() {
    return byPath.toString();
  }
}
