package dev.setpoint.reconcile;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.Revision;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ordered corrections with reasons, and what is not corrected and why. Data: it can be printed,
 * digested, stored and sent.
 *
 * @param corrections in an order in which they may run one after the other; those that do not name
 *     each other in {@code after} may run side by side
 * @param blocked differences that nothing is done about now
 */
public record Plan(
    String node,
    long generation,
    Revision revision,
    List<Correction> corrections,
    List<Blocked> blocked) {
  public Plan {
    corrections = List.copyOf(corrections);
    blocked = List.copyOf(blocked);
  }

  /** Whether nothing is to be corrected. */
  public boolean isEmpty() {
    return corrections.isEmpty();
  }

  /**
   * A resource that is not corrected now.
   *
   * @param reason the word
   * @param message a sentence with the remedy
   * @param until when it is tried again by itself, or null when something else must happen first
   */
  public record Blocked(
      ResourceId id, FailureReason reason, String message, @Nullable Instant until) {}
}
