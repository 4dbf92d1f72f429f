package dev.setpoint.reconcile.plan;

import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.Plan.Blocked;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a plan does about one drifted resource. */
sealed interface Decision {
  /** It is corrected. */
  record Correct(Correction correction) implements Decision {}

  /** It is not, and this is why. */
  record Block(Blocked blocked) implements Decision {}

  /** It is not even spoken of. */
  record Silence() implements Decision {}

  /** The same correction, not made for this reason. */
  static Decision instead(
      Correction correction, FailureReason reason, String message, @Nullable Instant until) {
    return new Block(new Blocked(correction.id(), reason, message, until));
  }
}
