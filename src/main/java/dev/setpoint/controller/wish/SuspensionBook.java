package dev.setpoint.controller.wish;

import dev.setpoint.fleet.NodeOrder.Suspension;
import dev.setpoint.manifest.ResourceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people have taken out of reconciliation; durable before a call returns. */
public interface SuspensionBook {
  /** Suspensions of a node, oldest first; also those whose time is over. */
  List<Suspension> suspensions(String node);

  /** Keeps a suspension; it takes the place of an earlier one of the same resource. */
  void suspend(String node, Suspension suspension);

  /**
   * Forgets the suspension of a resource, or with null that of the whole node.
   *
   * @return false when there was none
   */
  boolean resume(String node, @Nullable ResourceId resource);
}
