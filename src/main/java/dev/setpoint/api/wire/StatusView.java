package dev.setpoint.api.wire;

import java.util.List;

/**
 * How everything stands; the answer of {@code GET /api/v1/status}.
 *
 * @param source the followed repository
 * @param nodes the last report of every node
 */
public record StatusView(SourceView source, List<NodeView> nodes) {
  public StatusView {
    nodes = List.copyOf(nodes);
  }
}
