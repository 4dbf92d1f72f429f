package dev.setpoint.controller.nodes;

import dev.setpoint.fleet.NodeReport;
import dev.setpoint.rollout.RolloutEvent;

/** What the rollout of a revision may depend on. */
sealed interface Happening {
  /** An event. */
  record Event(RolloutEvent event) implements Happening {}

  /** A report that may be an event. */
  record Said(NodeReport report) implements Happening {}
}
