package dev.setpoint.target.lxd.instance.change;

import dev.setpoint.reconcile.Outcome;

/** Ends a correction with a reason and a sentence that says what to do. */
final class ChangeFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Outcome.Failed outcome;

  ChangeFailure(Outcome.Failed outcome) {
    super(outcome.message());
    this.outcome = outcome;
  }

  Outcome.Failed outcome() {
    return outcome;
  }
}
