package dev.setpoint.api.wire;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /api/v1/suspend} and {@code /resume}.
 *
 * @param node name of the node, or null for the node (or every node) that holds the resource
 * @param resource id, or null for the whole node
 * @param by who says so
 * @param why the reason; not used by resume
 * @param until when a suspension ends by itself, or null; not used by resume
 */
public record SuspendRequest(
    @Nullable String node,
    @Nullable String resource,
    @Nullable String by,
    @Nullable String why,
    @Nullable Instant until) {

  /**
   * The answer.
   *
   * @param nodes nodes on which it took effect; empty when a resume found nothing suspended
   */
  public record Done(List<String> nodes, @Nullable String resource) {
    public Done {
      nodes = List.copyOf(nodes);
    }
  }
}
