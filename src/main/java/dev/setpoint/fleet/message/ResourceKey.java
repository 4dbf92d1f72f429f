package dev.setpoint.fleet.message;

import dev.setpoint.fleet.NodeReport.ResourceReport;
import dev.setpoint.manifest.ResourceId;
import java.util.Comparator;

/** Names one resource in a report: the same resource may be left over on another target. */
public record ResourceKey(ResourceId id, String target) implements Comparable<ResourceKey> {
  private static final Comparator<ResourceKey> ORDER =
      Comparator.comparing(ResourceKey::id).thenComparing(ResourceKey::target);

  /** The key of a reported resource. */
  public static ResourceKey of(ResourceReport resource) {
    return new ResourceKey(resource.id(), resource.target());
  }

  @Override
  public int compareTo(ResourceKey other) {
    return ORDER.compare(this, other);
  }
}
