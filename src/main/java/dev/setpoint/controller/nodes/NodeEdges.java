package dev.setpoint.controller.nodes;

import dev.setpoint.fleet.FleetLinks;
import dev.setpoint.fleet.NodeLink;
import dev.setpoint.fleet.NodeOrder.Suspension;
import dev.setpoint.fleet.Orders;
import dev.setpoint.manifest.Revision;
import dev.setpoint.reconcile.plan.Request;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What this package reaches outside of itself.
 *
 * @param suspensions of a node, also those whose time is over
 * @param requests what people ask of a node now
 * @param fleet what must not be forgotten about nodes
 * @param links agents of this process by node
 * @param remote agents of other machines, or null when none can connect
 * @param book which nodes have joined
 * @param keep keeps exactly these earlier revisions readable
 */
public record NodeEdges(
    Function<String, List<Suspension>> suspensions,
    Function<String, List<Request>> requests,
    FleetState fleet,
    Map<String, NodeLink> links,
    @Nullable FleetLinks remote,
    NodeBook book,
    Consumer<List<Revision>> keep) {
  public NodeEdges {
    links = Map.copyOf(links);
  }

  /** The link of a node; empty when there is no way to it. */
  public Optional<NodeLink> link(String node) {
    var local = links.get(node);
    if (local != null) {
      return Optional.of(local);
    }
    // The machine of `up` has no agent elsewhere.
    return remote == null || node.equals(Orders.LOCAL)
        ? Optional.empty()
        : Optional.of(remote.link(node));
  }
}
