package dev.setpoint.agent.order;

import dev.setpoint.fleet.NodeOrder;
import dev.setpoint.fleet.NodeOrder.Suspension;
import java.util.ArrayList;
import java.util.Optional;

/** The machine's own word that nothing is to be changed on it. Safe for many threads. */
@FunctionalInterface
public interface LocalHold {
  /** The hold in force now. */
  Optional<Suspension> now();

  /** A machine that never holds. */
  static LocalHold none() {
    return Optional::empty;
  }

  /** An order with the hold in it, if there is one. */
  default NodeOrder over(NodeOrder order) {
    var hold = now();
    if (hold.isEmpty()) {
      return order;
    }
    var suspensions = new ArrayList<>(order.suspensions());
    suspensions.addFirst(hold.get());
    return order.withSuspensions(suspensions);
  }
}
