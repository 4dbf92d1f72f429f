package dev.setpoint.target.lxd.api;

import java.time.Duration;

/**
 * A change of an instance's run state.
 *
 * @param action what to do
 * @param grace how long a stop or restart waits for the instance to end by itself; not used when
 *     forced
 * @param force do not wait: take the power away
 */
public record StateChange(Action action, Duration grace, boolean force) {
  /** Starts it. */
  public static StateChange start() {
    return new StateChange(Action.START, Duration.ZERO, false);
  }

  /** Lets it end by itself; it fails when that takes longer. */
  public static StateChange stop(Duration grace) {
    return new StateChange(Action.STOP, grace, false);
  }

  /** Takes the power away. */
  public static StateChange kill() {
    return new StateChange(Action.STOP, Duration.ZERO, true);
  }

  /** Stops and starts it; it fails when the stop takes longer. */
  public static StateChange restart(Duration grace) {
    return new StateChange(Action.RESTART, grace, false);
  }

  /** What to do. */
  public enum Action {
    START,
    STOP,
    RESTART,
    FREEZE,
    UNFREEZE
  }
}
