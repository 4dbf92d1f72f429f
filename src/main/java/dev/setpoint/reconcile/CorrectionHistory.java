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
 * @param badSpec a spec that was tried and did not become healthy, or that a person left; not tried
 *     again until git moves
 * @param answer what came of the last thing that a person asked for, or null
 */
public record CorrectionHistory(
    ResourceId id, List<Attempt> attempts, @Nullable BadSpec badSpec, @Nullable Answer answer) {
  public CorrectionHistory {
    attempts = List.copyOf(attempts);
  }

  /** Nobody asked for anything. */
  public CorrectionHistory(ResourceId id, List<Attempt> attempts, @Nullable BadSpec badSpec) {
    this(id, attempts, badSpec, null);
  }

  /** The same with other attempts. */
  public CorrectionHistory trying(List<Attempt> others) {
    return new CorrectionHistory(id, others, badSpec, answer);
  }

  /** The same with another bad spec, or with none. */
  public CorrectionHistory spoiledBy(@Nullable BadSpec bad) {
    return new CorrectionHistory(id, attempts, bad, answer);
  }

  /** The same after a person was answered. */
  public CorrectionHistory answering(Answer now) {
    return new CorrectionHistory(id, attempts, badSpec, now);
  }

  /** Whether a request is over. */
  public boolean hasAnswered(String request) {
    return answer != null && answer.request().equals(request);
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
   * What came of a request.
   *
   * @param request its id
   * @param at when that was known
   * @param result word of the outcome, such as {@code Corrected}
   * @param failure why it was not done, or null when it was
   * @param message what was done, or why not and what to do
   * @param tookMillis how long it took
   */
  public record Answer(
      String request,
      Instant at,
      String result,
      @Nullable FailureReason failure,
      String message,
      long tookMillis) {}

  /**
   * A spec that failed.
   *
   * @param specDigest digest of the declaration
   * @param reason why it failed
   * @param message the sentence that was reported
   */
  public record BadSpec(FieldsDigest specDigest, FailureReason reason, String message) {}
}
