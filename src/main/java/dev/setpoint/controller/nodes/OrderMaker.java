package dev.setpoint.controller.nodes;

import dev.setpoint.fleet.NodeOrder;
import dev.setpoint.fleet.NodeOrder.OrderedResource;
import dev.setpoint.fleet.NodeOrder.Suspension;
import dev.setpoint.fleet.NodeReport.Condition;
import dev.setpoint.fleet.NodeReport.ResourceReport;
import dev.setpoint.fleet.OrderDigest;
import dev.setpoint.fleet.Orders;
import dev.setpoint.fleet.Timeline;
import dev.setpoint.manifest.Protection;
import dev.setpoint.manifest.ResourceId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts into an order what people said beside git: suspensions and approvals. */
public final class OrderMaker {
  private final NodeEdges edges;
  private final Timeline timeline;
  private final FleetView fleet;

  /** Makes orders for the nodes of these edges. */
  public OrderMaker(NodeEdges edges, Timeline timeline, FleetView fleet) {
    this.edges = edges;
    this.timeline = timeline;
    this.fleet = fleet;
  }

  /** The order of a node, with everything that people said. */
  public NodeOrder order(Orders orders, String node, long generation) {
    var plain = orders.order(node, generation, suspensions(node));
    return plain.approving(approved(plain)).asking(edges.requests().apply(node));
  }

  /** Suspensions in force. */
  public List<Suspension> suspensions(String node) {
    var now = timeline.instant();
    return edges.suspensions().apply(node).stream()
        .filter(each -> each.until() == null || each.until().isAfter(now))
        .toList();
  }

  private Set<ResourceId> approved(NodeOrder order) {
    var protectedOnes =
        order.resources().stream()
            .filter(each -> each.manifest().protection() == Protection.CONFIRM)
            .toList();
    if (protectedOnes.isEmpty()) {
      return Set.of();
    }
    var subjects =
        edges.fleet().approvals().stream()
            .map(FleetState.Approval::subject)
            .collect(Collectors.toSet());
    var approved = new HashSet<ResourceId>();
    for (var each : protectedOnes) {
      if (subjects.contains(subject(order.node(), each))) {
        approved.add(each.manifest().id());
      }
    }
    return approved;
  }

  /** What a person approves of one resource: exactly the declaration that it has now. */
  public static String subject(String node, OrderedResource resource) {
    return resource.manifest().id() + "@" + node + "#" + OrderDigest.of(resource).substring(0, 16);
  }

  /** Resources that stand still at the moment. */
  Set<ResourceId> stalled(String node) {
    return fleet.of(node).stream()
        .flatMap(report -> report.resources().stream())
        .filter(each -> each.condition() == Condition.STALLED)
        .map(ResourceReport::id)
        .collect(Collectors.toSet());
  }
}
