package dev.setpoint.reconcile;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.field.FieldsDigest;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was tried lately on one resource; the loop breaker's memory. It survives restarts.
 *
 * @param attempts the corrections that count for the breaker, oldest first, bounded by its window
 * @param badSpec a spec that was tried and did not become healthy; not tried again until git moves
 */
public record CorrectionHistory(ResourceId id, List<Attempt> attempts, @Nullable BadSpec badSpec) {
  public CorrectionHistory {
    attempts = List.copyOf(attempts);
  }

  /** Nothing was tried. */
  public static CorrectionHistory none(ResourceId id) {
    return new CorrectionHistory(id, List.of(), null);
  }

  /**
   * One correction.
   *
   * @param at when it began
   * @param cause why it was due
   * @param paths fields it was for
   * @param result what the look afterwards showed
   */
  public record Attempt(Instant at, Cause cause, Set<String> paths, Result result) {
    public Attempt {
      paths = Set.copyOf(paths);
    }
  }

  /** What an attempt led to. */
  public enum Result {
    /** Afterwards the fields were as declared. */
    CONVERGED,
    /** It said it worked, but the fields still differed. */
    NOT_CONVERGED,
    FAILED
  }

  /**
   * A spec that failed.
   *
   * @param specDigest digest of the declaration
   * @param reason why it failed
   * @param message the sentence that was reported
   */
  public record BadSpec(FieldsDigest specDigest, FailureReason reason, String message) {}
}
