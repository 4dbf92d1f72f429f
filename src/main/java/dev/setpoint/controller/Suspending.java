package dev.setpoint.controller;

import dev.setpoint.audit.AuditEvent;
import dev.setpoint.controller.nodes.Dispatch;
import dev.setpoint.fleet.NodeOrder.Suspension;
import dev.setpoint.manifest.ResourceId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes resources out of reconciliation and puts them back: recorded, kept, and told the node. */
record Suspending(ControlEdges edges, Dispatch dispatch) {
  void suspend(String node, Suspension said) {
    edges
        .trail()
        .append(new AuditEvent.Suspended(node, said.id(), said.by(), said.why(), said.until()));
    edges.state().suspend(node, said);
    dispatch.reissue(node);
  }

  /** False when it was not suspended. */
  boolean resume(String node, @Nullable ResourceId id, String by) {
    boolean known =
        edges.state().suspensions(node).stream().anyMatch(each -> Objects.equals(each.id(), id));
    if (!known) {
      return false;
    }
    edges.trail().append(new AuditEvent.Resumed(node, id, by));
    boolean was = edges.state().resume(node, id);
    dispatch.reissue(node);
    return was;
  }
}
