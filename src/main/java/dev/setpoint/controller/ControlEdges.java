package dev.setpoint.controller;

import dev.setpoint.audit.AuditLog;
import dev.setpoint.audit.Trail;
import dev.setpoint.controller.nodes.FleetState;
import dev.setpoint.controller.nodes.NodeBook;
import dev.setpoint.controller.nodes.NodeEdges;
import dev.setpoint.controller.wish.Requests;
import dev.setpoint.fleet.FleetLinks;
import dev.setpoint.fleet.NodeLink;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a controller reaches outside of itself.
 *
 * @param source the followed repository
 * @param trail where revisions and people's words are recorded
 * @param log reads the record
 * @param state what must not be forgotten
 * @param links agents of this process by node
 * @param fleet what must not be forgotten about nodes
 * @param remote agents of other machines, or null when none can connect
 * @param book which nodes have joined
 */
public record ControlEdges(
    RevisionSource source,
    Trail trail,
    AuditLog log,
    ControllerState state,
    Map<String, NodeLink> links,
    FleetState fleet,
    @Nullable FleetLinks remote,
    NodeBook book) {
  public ControlEdges {
    links = Map.copyOf(links);
  }

  /** Asks nodes for a full pass now; one that is away looks at everything when it is back. */
  void requestPasses(Set<String> nodes) {
    links.values().forEach(NodeLink::requestPass);
    if (remote != null) {
      nodes.stream()
          .filter(node -> !links.containsKey(node))
          .forEach(node -> remote.link(node).requestPass());
    }
  }

  /** What the nodes' own package reaches. */
  NodeEdges nodes(Requests requests) {
    return new NodeEdges(
        state::suspensions, requests::of, fleet, links, remote, book, source::keep);
  }
}
