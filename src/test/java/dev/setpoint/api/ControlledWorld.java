package dev.setpoint.api;

import dev.setpoint.audit.AuditEntry;
import dev.setpoint.controller.Explanation;
import dev.setpoint.controller.SourceStatus;
import dev.setpoint.controller.nodes.NodeStanding;
import dev.setpoint.fleet.NodeOrder.Suspension;
import dev.setpoint.fleet.NodeReport;
import dev.setpoint.reconcile.Plan;
import java.util.List;
import java.util.Map;

/** Everything that a fake controller knows. */
public record ControlledWorld(
    SourceStatus source,
    List<NodeReport> nodes,
    List<Suspension> suspensions,
    List<Explanation> explanations,
    List<Plan> plans,
    List<AuditEntry> entries) {
  /** How the nodes stand, as their reports say. */
  List<NodeStanding> standings() {
    return nodes.stream().map(ControlledWorld::standing).toList();
  }

  private static NodeStanding standing(NodeReport report) {
    return new NodeStanding(
        report.node(),
        Map.of("role", "edge"),
        NodeStanding.Presence.CONNECTED,
        null,
        report.at(),
        "0.1.0",
        report.generation(),
        report.generation(),
        NodeReport.Condition.STALLED,
        "WaitingForCanary",
        "revision 0123456 is tried on node edge-7 first",
        report.resources().size(),
        1,
        report.at(),
        report.targets());
  }
}
