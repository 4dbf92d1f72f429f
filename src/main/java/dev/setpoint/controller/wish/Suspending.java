package dev.setpoint.controller.wish;

import dev.setpoint.audit.AuditEvent;
import dev.setpoint.audit.Trail;
import dev.setpoint.controller.nodes.Dispatch;
import dev.setpoint.fleet.NodeOrder.Suspension;
import dev.setpoint.manifest.ResourceId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes resources out of reconciliation and puts them back: recorded, kept, and told the node. */
public record Suspending(Trail trail, SuspensionBook book, Dispatch dispatch) {
  /** Takes it out. */
  public void suspend(String node, Suspension said) {
    trail.append(new AuditEvent.Suspended(node, said.id(), said.by(), said.why(), said.until()));
    book.suspend(node, said);
    dispatch.reissue(node);
  }

  /** Puts it back; false when it was not suspended. */
  public boolean resume(String node, @Nullable ResourceId id, String by) {
    boolean known = book.suspensions(node).stream().anyMatch(each -> Objects.equals(each.id(), id));
    if (!known) {
      return false;
    }
    trail.append(new AuditEvent.Resumed(node, id, by));
    boolean was = book.resume(node, id);
    dispatch.reissue(node);
    return was;
  }
}
