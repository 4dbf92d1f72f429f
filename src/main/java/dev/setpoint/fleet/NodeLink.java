package dev.setpoint.fleet;

import dev.setpoint.reconcile.Plan;

/**
 * The controller's end of the connection to one agent; in one process a direct call, over machines
 * a message. Safe for many threads.
 */
public interface NodeLink {
  /** Hands over a new order; returns at once. An order older than the last one is refused. */
  void issue(NodeOrder order);

  /** Asks for a full pass now; returns at once. */
  void requestPass();

  /**
   * What the agent would do if this order were issued, without doing it. Blocks until the agent has
   * looked.
   */
  Plan preview(NodeOrder order);
}
