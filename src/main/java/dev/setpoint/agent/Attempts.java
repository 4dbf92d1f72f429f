package dev.setpoint.agent;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.CorrectionHistory;
import dev.setpoint.reconcile.CorrectionHistory.Answer;
import dev.setpoint.reconcile.CorrectionHistory.Attempt;
import dev.setpoint.reconcile.CorrectionHistory.BadSpec;
import dev.setpoint.reconcile.CorrectionHistory.Result;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.reconcile.field.FieldsDigest;
import dev.setpoint.reconcile.plan.LoopBreaker;
import dev.setpoint.reconcile.plan.Request;
import dev.setpoint.reconcile.plan.Wishes.Refusal;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps the loop breaker's memory: what was tried on a resource, and what came of it. */
final class Attempts {
  private final Ledger ledger;

  Attempts(Ledger ledger) {
    this.ledger = ledger;
  }

  /** The memory after a correction; null when it does not count. */
  @Nullable CorrectionHistory after(Aftermath aftermath, Instant began, boolean converged) {
    if (aftermath.outcome() instanceof Outcome.Skipped || isOvertaken(aftermath)) {
      return null;
    }
    var correction = aftermath.correction();
    var spec =
        Optional.ofNullable(aftermath.desired()).map(DesiredResource::specDigest).orElse(null);
    var attempt =
        new Attempt(
            began,
            correction.due().cause(),
            LoopBreaker.paths(correction),
            result(aftermath, converged));
    var longer = LoopBreaker.add(ledger.history(correction.id()), attempt, spec);
    return spec != null
            && aftermath.outcome() instanceof Outcome.Failed failed
            && failed.blamesSpec()
        ? LoopBreaker.spoil(longer, new BadSpec(spec, failed.reason(), failed.message()))
        : longer;
  }

  /**
   * The memory after what a person asked for. A declaration that a person left is not tried again
   * until git moves; where the one that is back is as declared, nothing is wrong with it.
   *
   * @param asked what was asked for, or null when the order no longer says so
   * @param isAsDeclared whether what stands there now is as git says
   */
  CorrectionHistory after(
      Aftermath aftermath, CorrectionHistory tried, @Nullable Request asked, boolean isAsDeclared) {
    var desired = aftermath.desired();
    if (!(aftermath.correction() instanceof Correction.Rollback)
        || desired == null
        || !aftermath.succeeded()) {
      return tried;
    }
    return isAsDeclared
        ? tried.spoiledBy(null)
        : LoopBreaker.spoil(tried, left(desired.specDigest(), asked));
  }

  /** A declaration that a person left for the former one. */
  static BadSpec left(FieldsDigest spec, @Nullable Request asked) {
    return new BadSpec(
        spec,
        FailureReason.ROLLED_BACK,
        asked == null
            ? "it was rolled back from this declaration"
            : "%s went back from this declaration at %s%s"
                .formatted(
                    asked.by(), asked.at(), asked.why().isEmpty() ? "" : " (" + asked.why() + ")"));
  }

  /** A person is told that it is not done, which is remembered: it is not asked again. */
  void refuse(Refusal refusal, Instant now) {
    var request = refusal.request();
    var answer = new Answer(request.id(), now, "Skipped", refusal.reason(), refusal.message(), 0);
    ledger.save(ledger.history(request.resource()).answering(answer));
  }

  /**
   * What a person removes while it is being started was not a failure of ours: no pause follows, so
   * that the next look makes it again at once.
   */
  private static boolean isOvertaken(Aftermath aftermath) {
    return aftermath.correction() instanceof Correction.Start
        && !aftermath.succeeded()
        && aftermath.after() instanceof ObservedResource.Absent;
  }

  private static Result result(Aftermath aftermath, boolean converged) {
    if (!aftermath.succeeded()) {
      return Result.FAILED;
    }
    return converged ? Result.CONVERGED : Result.NOT_CONVERGED;
  }

  /** It is as declared: nobody is away from that declaration any more. */
  void noteAsDeclared(ResourceId id) {
    var history = ledger.history(id);
    var bad = history.badSpec();
    if (bad != null && bad.reason() == FailureReason.ROLLED_BACK) {
      ledger.save(history.spoiledBy(null));
    }
  }

  /** Git wants these otherwise now: what failed before may be tried again. */
  void gitMoved(Set<ResourceId> ids) {
    ids.forEach(id -> {
      var history = ledger.history(id);
      var now = LoopBreaker.gitMoved(history);
      if (!now.equals(history)) {
        ledger.save(now);
      }
    });
  }

  /** A person asks for everything to be tried again. */
  void forgive() {
    ledger.histories().values().stream()
        .filter(history -> !history.equals(LoopBreaker.cleared(history)))
        .forEach(history -> ledger.save(LoopBreaker.cleared(history)));
  }
}
