package dev.setpoint.reconcile.plan;

import dev.setpoint.manifest.Mode;
import dev.setpoint.manifest.Protection;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.Cause;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.CorrectionHistory;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.Drift;
import dev.setpoint.reconcile.Drift.Changed;
import dev.setpoint.reconcile.Drift.FieldDrift;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.Plan.Blocked;
import dev.setpoint.reconcile.field.FieldTable.Remedy;
import dev.setpoint.reconcile.plan.Decision.Block;
import dev.setpoint.reconcile.plan.Decision.Correct;
import dev.setpoint.reconcile.plan.Decision.Silence;
import dev.setpoint.reconcile.plan.PlanInput.Suspension;
import java.util.List;
import java.util.Optional;

/**
 * The gates that a proposed correction passes, one after the other: mode off, suspension, what
 * cannot be corrected at all, protection, mode observe, mode hold, the loop breaker. The first that
 * holds it back decides. Needs are judged later, since they depend on what becomes of other
 * resources.
 */
final class Gates {
  private final PlanInput input;
  private final Proposal proposal;

  Gates(PlanInput input) {
    this.input = input;
    this.proposal = new Proposal(input);
  }

  /** What is done about a drift, needs aside. */
  Decision decide(Drift drift) {
    Mode mode = modeOf(drift.id());
    if (mode == Mode.OFF) {
      return new Silence();
    }
    Optional<Suspension> suspension = suspension(drift.id());
    if (suspension.isPresent()) {
      return suspended(drift.id(), suspension.get(), "differs, but");
    }
    return switch (proposal.of(drift)) {
      case Correct(Correction correction) ->
          protection(correction).orElseGet(() -> pass(drift, correction, mode));
      case Block block -> block;
      case Silence silence -> silence;
    };
  }

  /**
   * What holds back a correction that a person asked for. Needs no drift, and neither mode hold nor
   * the breaker's pauses stand against a rollback: it is what a person does then.
   */
  Optional<Blocked> against(Correction wish) {
    Mode mode = modeOf(wish.id());
    Decision decision =
        mode == Mode.OFF || mode == Mode.OBSERVE
            ? Decision.instead(
                wish,
                FailureReason.OBSERVE_ONLY,
                "%s: its mode is %s, so nothing is done to it".formatted(wish.id(), mode.word()),
                null)
            : suspension(wish.id())
                .map(found -> suspended(wish.id(), found, "is left alone:"))
                .or(() -> protection(wish))
                .orElseGet(() -> new Correct(wish));
    return decision instanceof Block(Blocked blocked) ? Optional.of(blocked) : Optional.empty();
  }

  /** The mode of a resource, declared or not. */
  Mode modeOf(ResourceId id) {
    DesiredResource desired = input.desired().byId().get(id);
    return desired == null ? input.undeclared() : desired.mode();
  }

  /** A protected resource is not replaced without a person's word. */
  private Optional<Decision> protection(Correction correction) {
    DesiredResource desired = input.desired().byId().get(correction.id());
    var protection = desired == null ? Protection.NONE : desired.manifest().protection();
    boolean replaces =
        correction instanceof Correction.Replace
            || correction instanceof Correction.Rollback
            || correction instanceof Correction.Reset;
    if (!replaces
        || protection == Protection.NONE
        || (protection == Protection.CONFIRM && input.approved().contains(correction.id()))) {
      return Optional.empty();
    }
    var remedy =
        protection == Protection.CONFIRM
            ? "`setpoint approve %s@%s` lets it be replaced as it is declared now"
                .formatted(correction.id(), input.desired().node())
            : "take `protect: never` away in git first";
    return Optional.of(
        Decision.instead(
            correction,
            FailureReason.PROTECTED,
            "%s: would replace it, because %s; it says protect: %s, %s"
                .formatted(correction.id(), correction.due().reason(), protection.word(), remedy),
            null));
  }

  private Decision pass(Drift drift, Correction correction, Mode mode) {
    return switch (mode) {
      case OFF -> new Silence();
      case OBSERVE ->
          Decision.instead(
              correction,
              FailureReason.OBSERVE_ONLY,
              "%s: would %s, because %s; its mode is observe"
                  .formatted(correction.id(), verb(correction), correction.due().reason()),
              null);
      case HOLD -> held(drift, correction).map(this::breaker).orElseGet(() -> hold(correction));
      case CORRECT -> breakerOrHeal(drift, correction);
    };
  }

  /**
   * A bad spec is not tried again, but what the node moved away from the last good one is healed as
   * in mode hold: the old container that was put back stays cared for.
   */
  private Decision breakerOrHeal(Drift drift, Correction correction) {
    Decision decision = breaker(correction);
    boolean bad =
        decision instanceof Block(Blocked blocked)
            && (blocked.reason() == FailureReason.BAD_SPEC
                || blocked.reason() == FailureReason.ROLLED_BACK);
    return bad && drift instanceof Changed
        ? held(drift, correction)
            .filter(heal -> !(heal instanceof Correction.Replace))
            .map(this::retried)
            .orElse(decision)
        : decision;
  }

  private Decision breaker(Correction correction) {
    return switch (judge(correction, history(correction.id()))) {
      case Verdict.Go _ -> new Correct(correction);
      case Verdict.Stalled(var reason, var message, var until) ->
          Decision.instead(correction, reason, message, until);
    };
  }

  private Decision retried(Correction correction) {
    CorrectionHistory history = history(correction.id());
    return switch (judge(correction, history.spoiledBy(null))) {
      case Verdict.Go _ -> new Correct(correction);
      case Verdict.Stalled(var reason, var message, var until) ->
          Decision.instead(correction, reason, message, until);
    };
  }

  private Verdict judge(Correction correction, CorrectionHistory history) {
    DesiredResource desired = input.desired().byId().get(correction.id());
    return LoopBreaker.judge(
        history,
        LoopBreaker.paths(correction),
        desired == null ? null : desired.specDigest(),
        input.now());
  }

  private CorrectionHistory history(ResourceId id) {
    return Optional.ofNullable(input.histories().get(id))
        .orElseGet(() -> CorrectionHistory.none(id));
  }

  /** The part of a correction that only puts back what the node moved; empty when there is none. */
  private Optional<Correction> held(Drift drift, Correction correction) {
    if (correction.due().cause() == Cause.DRIFT) {
      return Optional.of(correction);
    }
    DesiredResource desired = input.desired().byId().get(drift.id());
    if (!(drift instanceof Changed changed) || desired == null) {
      return Optional.empty();
    }
    List<FieldDrift> moved =
        changed.fields().stream()
            .filter(field -> field.cause() == Cause.DRIFT)
            // a new object would have everything that git says now
            .filter(field -> field.remedy().compareTo(Remedy.REPLACE) < 0)
            .toList();
    if (moved.isEmpty()) {
      return Optional.empty();
    }
    return proposal.change(changed, desired, moved) instanceof Correct(Correction heal)
        ? Optional.of(heal)
        : Optional.empty();
  }

  private static Decision hold(Correction correction) {
    return Decision.instead(
        correction,
        FailureReason.HELD,
        "%s: would %s, because %s; its mode is hold, which takes no new revision"
            .formatted(correction.id(), verb(correction), correction.due().reason()),
        null);
  }

  private Optional<Suspension> suspension(ResourceId id) {
    return input.suspensions().stream()
        .filter(one -> one.covers(id, input.now()))
        .max(Suspension.LONGEST_LAST);
  }

  private static Decision suspended(ResourceId id, Suspension suspension, String how) {
    String what = suspension.id() == null ? "its whole node" : "it";
    String until = suspension.until() == null ? "" : " until " + suspension.until();
    String sentence =
        suspension.hold() == null
            ? "%s %s a person has suspended %s%s; `setpoint resume%s` ends that"
                .formatted(id, how, what, until, suspension.id() == null ? "" : " " + id)
            : "%s %s its machine holds: %s; `setpoint resume` cannot end that"
                .formatted(id, how, suspension.hold());
    return new Block(new Blocked(id, FailureReason.SUSPENDED, sentence, suspension.until()));
  }

  private static String verb(Correction correction) {
    return switch (correction) {
      case Correction.Create _ -> "create it";
      case Correction.Update _ -> "change it in place";
      case Correction.Replace _ -> "replace it";
      case Correction.Restart _ -> "change and restart it";
      case Correction.Start _ -> "start it";
      case Correction.Stop _ -> "stop it";
      case Correction.Prune _ -> "remove it";
      case Correction.Adopt _ -> "take it over";
      case Correction.Rollback _ -> "bring the former one back";
      case Correction.Reset _ -> "make it anew without its state";
      case Correction.Settle _ -> "put it in order";
    };
  }
}
