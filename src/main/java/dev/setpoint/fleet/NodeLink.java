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

  /**
   * Asks for the same. Where the agent is on another machine this returns at once and the ear hears
   * the answer later, on another thread; within a limit of the link's own it hears something.
   */
  default void askPreview(NodeOrder order, PlanEar ear) {
    Plan plan;
    try {
      plan = preview(order);
    } catch (NodeAwayException e) {
      ear.away(String.valueOf(e.getMessage()));
      return;
    }
    ear.planned(plan);
  }

  /** Hears what comes of a question, once. Called on any thread; must not block. */
  interface PlanEar {
    /** What it would do. */
    void planned(Plan plan);

    /** It cannot tell, and why. */
    void away(String why);
  }
}
