package dev.setpoint.api.wire;

import java.util.List;

/**
 * How everything stands; the answer of {@code GET /api/v1/status}.
 *
 * @param source the followed repository
 * @param nodes the last report of the nodes asked for
 * @param next what to send as {@code after} for further nodes; empty at the end
 */
public record StatusView(SourceView source, List<NodeView> nodes, String next) {
  public StatusView {
    nodes = List.copyOf(nodes);
  }
}
