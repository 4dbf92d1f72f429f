package dev.setpoint.target.contract;

import dev.setpoint.target.Target;
import dev.setpoint.target.contract.hand.Hand;
import dev.setpoint.target.contract.hand.Make;

/** One engine that the kit runs on. */
public interface Subject {
  /** Which one it is. */
  Make make();

  /** A new target on it, which marks objects as those of this installation and node. */
  Target target(String owner, String node);

  /** Somebody who works on the engine from outside. */
  Hand hand();

  /** Ends the engine and starts it again; returns when it answers. */
  void restart() throws InterruptedException;
}
