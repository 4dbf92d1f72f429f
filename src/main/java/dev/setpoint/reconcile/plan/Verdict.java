package dev.setpoint.reconcile.plan;

import dev.setpoint.reconcile.FailureReason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the loop breaker says of a correction that is due. */
public sealed interface Verdict {
  /** It may be tried. */
  record Go() implements Verdict {}

  /**
   * It may not.
   *
   * @param reason the word
   * @param message a sentence with the remedy
   * @param until when it may be tried again by itself, or null when git or a person must move first
   */
  record Stalled(FailureReason reason, String message, @Nullable Instant until)
      implements Verdict {}
}
