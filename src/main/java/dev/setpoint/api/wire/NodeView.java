package dev.setpoint.api.wire;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last report of one node.
 *
 * @param condition the worst condition of its engines and resources
 * @param generation generation of the desired state that the pass worked on
 * @param revisionId the revision of that state; empty before the first
 * @param passAt when the last pass began
 * @param passMillis how long it lasted
 * @param full whether it looked at everything
 */
public record NodeView(
    String name,
    String condition,
    long generation,
    String revisionId,
    Instant passAt,
    long passMillis,
    boolean full,
    List<TargetView> targets,
    List<ResourceView> resources,
    List<SuspensionView> suspensions) {
  public NodeView {
    targets = List.copyOf(targets);
    resources = List.copyOf(resources);
    suspensions = List.copyOf(suspensions);
  }

  /**
   * One engine.
   *
   * @param reachable whether it answered in the last pass
   * @param engine product and version
   * @param message remedy when it did not answer
   */
  public record TargetView(String name, boolean reachable, String engine, String message) {}

  /**
   * One resource of a node.
   *
   * @param resource id, such as {@code container/web}
   * @param mode what may be done about it
   * @param condition {@code ready}, {@code reconciling} or {@code stalled}
   * @param reason the word behind the condition, or null when ready
   * @param health verdict of its own check, or {@code none}
   * @param state how it runs, such as {@code running}
   * @param drift what differs, or null
   * @param nextTry when it is tried again by itself, or null
   */
  public record ResourceView(
      String resource,
      String target,
      String mode,
      String condition,
      @Nullable String reason,
      String message,
      String health,
      String state,
      @Nullable DriftView drift,
      @Nullable Instant driftSince,
      @Nullable Instant nextTry) {}

  /**
   * What a person has taken out of reconciliation.
   *
   * @param resource id, or null for the whole node
   * @param until when it ends by itself, or null
   */
  public record SuspensionView(
      @Nullable String resource, String by, String why, Instant since, @Nullable Instant until) {}
}
