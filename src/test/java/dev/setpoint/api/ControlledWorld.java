package dev.setpoint.api;

import dev.setpoint.audit.AuditEntry;
import dev.setpoint.controller.Explanation;
import dev.setpoint.controller.SourceStatus;
import dev.setpoint.fleet.NodeOrder.Suspension;
import dev.setpoint.fleet.NodeReport;
import dev.setpoint.reconcile.Plan;
import java.util.List;

/** Everything that a fake controller knows. */
public record ControlledWorld(
    SourceStatus source,
    List<NodeReport> nodes,
    List<Suspension> suspensions,
    List<Explanation> explanations,
    List<Plan> plans,
    List<AuditEntry> entries) {}
