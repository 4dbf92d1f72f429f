package dev.setpoint.target.docker.change;

import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.Outcome;
import org.jspecify.annotations.Nullable;

/** Ends a correction with a reason and a sentence that says what to do. */
final class ChangeFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Outcome.Failed outcome;

  ChangeFailure(Outcome.Failed outcome) {
    super(outcome.message());
    this.outcome = outcome;
  }

  static ChangeFailure of(FailureReason reason, String message) {
    return new ChangeFailure(new Outcome.Failed(reason, message, false, null));
  }

  static ChangeFailure ofSpec(FailureReason reason, String message, @Nullable EngineObject object) {
    return new ChangeFailure(new Outcome.Failed(reason, message, true, object));
  }

  Outcome.Failed outcome() {
    return outcome;
  }
}
