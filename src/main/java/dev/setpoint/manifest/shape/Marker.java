package dev.setpoint.manifest.shape;

import dev.setpoint.manifest.yaml.Place;

/**
 * A kind of value whose place later checks need, such as "a file referred to". Compared by
 * identity: keep each in a constant.
 *
 * @param <T> type of the values
 */
@SuppressWarnings("UnusedTypeParameter") // it binds mark() and marked() to one type
public final class Marker<T> {
  /** A value and where it stands. */
  public record Found<T>(T value, String path, Place place) {}
}
