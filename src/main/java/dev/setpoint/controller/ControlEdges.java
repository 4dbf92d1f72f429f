package dev.setpoint.controller;

import dev.setpoint.audit.AuditLog;
import dev.setpoint.audit.Trail;
import dev.setpoint.fleet.NodeLink;
import java.util.Map;

/**
 * Everything that a controller reaches outside of itself.
 *
 * @param source the followed repository
 * @param trail where revisions and people's words are recorded
 * @param log reads the record
 * @param state what must not be forgotten
 * @param links agents by node
 */
public record ControlEdges(
    RevisionSource source,
    Trail trail,
    AuditLog log,
    ControllerState state,
    Map<String, NodeLink> links) {
  public ControlEdges {
    links = Map.copyOf(links);
  }
}
