package dev.setpoint.agent;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.CorrectionHistory;
import dev.setpoint.reconcile.CorrectionHistory.Attempt;
import dev.setpoint.reconcile.CorrectionHistory.BadSpec;
import dev.setpoint.reconcile.CorrectionHistory.Result;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.ObservedResource;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.reconcile.plan.LoopBreaker;
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
