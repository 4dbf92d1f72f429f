package dev.setpoint.manifest;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/**
 * Names one declared resource; unique in a repository.
 *
 * @param kind kind of its manifest
 * @param name its {@code metadata.name}
 */
public record ResourceId(ResourceKind kind, String name) implements Comparable<ResourceId> {
  private static final Comparator<ResourceId> ORDER =
      Comparator.comparing(ResourceId::kind).thenComparing(ResourceId::name);

  /** The id of the container of this name. */
  public static ResourceId container(String name) {
    return new ResourceId(ResourceKind.CONTAINER, name);
  }

  /** The id of the network of this name. */
  public static ResourceId network(String name) {
    return new ResourceId(ResourceKind.NETWORK, name);
  }

  /** The id of the volume of this name. */
  public static ResourceId volume(String name) {
    return new ResourceId(ResourceKind.VOLUME, name);
  }

  /** The id of the instance of this name. */
  public static ResourceId instance(String name) {
    return new ResourceId(ResourceKind.INSTANCE, name);
  }

  /** Reads the {@code kind/name} form that {@link #toString} prints; empty when it is not one. */
  public static Optional<ResourceId> parse(String text) {
    int slash = text.indexOf('/');
    if (slash <= 0 || slash == text.length() - 1) {
      return Optional.empty();
    }
    String word = text.substring(0, slash);
    return Arrays.stream(ResourceKind.values())
        .filter(kind -> kind.word().equals(word))
        .findFirst()
        .map(kind -> new ResourceId(kind, text.substring(slash + 1)));
  }

  @Override
  public int compareTo(ResourceId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return kind.word() + "/" + name;
  }
}
