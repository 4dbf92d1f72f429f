package dev.setpoint;

import dev.setpoint.fleet.FleetLinks;
import dev.setpoint.fleet.NodeAwayException;
import dev.setpoint.fleet.NodeLink;
import dev.setpoint.fleet.NodeOrder;
import dev.setpoint.reconcile.Plan;

/** The connections of a controller that takes no agents: every node is away. */
final class NoAgents implements FleetLinks {
  @Override
  public NodeLink link(String node) {
    return new NodeLink() {
      @Override
      public void issue(NodeOrder order) {
        // Nobody will ever fetch it.
      }

      @Override
      public void requestPass() {
        // There is nobody to ask.
      }

      @Override
      public Plan preview(NodeOrder order) {
        throw new NodeAwayException(node + " is away: this controller takes no agents");
      }
    };
  }

  @Override
  public void close(String node, String why) {
    // There is none.
  }
}
