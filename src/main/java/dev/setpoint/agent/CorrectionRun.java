package dev.setpoint.agent;

import dev.setpoint.agent.Sight.Place;
import dev.setpoint.agent.order.OrderInForce;
import dev.setpoint.agent.order.OrderInForce.Understood;
import dev.setpoint.audit.AuditEvent;
import dev.setpoint.audit.Trail.TrailUnavailableException;
import dev.setpoint.fleet.CorrectionNews;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.CorrectionHistory.Answer;
import dev.setpoint.reconcile.Culprit;
import dev.setpoint.reconcile.Excerpt;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.reconcile.Plan.Blocked;
import dev.setpoint.reconcile.plan.Request;
import dev.setpoint.target.ApplyRequest;
import dev.setpoint.target.ResourceInputs;
import dev.setpoint.target.Target;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One correction from intent to outcome: write the intent, apply, look again, write the outcome
 * with what follows from it. Without a durable intent nothing is applied; without a durable outcome
 * the resource stays taken until the record can be written again.
 */
final class CorrectionRun {
  private static final Logger LOG = Logger.getLogger(CorrectionRun.class);

  private final AgentParts parts;
  private final OrderInForce order;
  private final Target target;
  private final Correction correction;
  private final Place place;
  private final Instant began;
  private final Instant driftSince;
  private final @Nullable Request asked;
  private final Consumer<End> whenDone;

  CorrectionRun(
      AgentParts parts,
      OrderInForce order,
      Target target,
      Correction correction,
      Consumer<End> whenDone) {
    this.parts = parts;
    this.order = order;
    this.target = target;
    this.correction = correction;
    this.place = new Place(target.name(), correction.id());
    this.began = parts.timeline().instant();
    this.asked = correction.answers().flatMap(order::request).orElse(null);
    this.driftSince = asked == null ? parts.view().driftSince(place, began) : asked.at();
    this.whenDone = whenDone;
  }

  /**
   * How it ended.
   *
   * @param worked whether those that wait for it may go on
   * @param why what failed, for those that may not
   * @param lookAt when the resource is to be looked at again, or null when no sooner than usual
   */
  record End(Correction correction, boolean worked, String why, @Nullable Instant lookAt) {}

  void run() {
    var overtaken = overtaken();
    if (overtaken.isPresent()) {
      parts.view().release(place, null, null);
      var now = parts.timeline().instant();
      whenDone.accept(new End(correction, false, overtaken.get(), now));
      return;
    }
    long intent;
    try {
      intent = parts.ledger().journal().intend(intent());
    } catch (TrailUnavailableException e) {
      withoutRecord(e);
      return;
    }
    parts.view().update(place, sight -> sight.progress(correction.verb() + " is under way"));
    var outcome = apply(intent);
    var after = lookAgain(outcome);
    settle(new Ending(intent, outcome, after));
  }

  /**
   * Why the plan is no longer right: between it and its turn, a person, the machine or git spoke.
   */
  private Optional<String> overtaken() {
    var newest = parts.view().order().orElse(order);
    var held = newest.suspension(place.id(), parts.timeline().instant());
    if (held.isPresent()) {
      return Optional.of("suspended by " + held.get().by());
    }
    boolean late = asked != null && !asked.isOpenAt(parts.timeline().instant());
    if (late) {
      return Optional.of("its time is over");
    }
    return newest.find(place.id()).equals(order.find(place.id()))
        ? Optional.empty()
        : Optional.of("a newer order wants it otherwise");
  }

  /** What is to be made durable at the end. */
  private record Ending(long intent, Outcome outcome, @Nullable ObservedResource after) {}

  private AuditEvent.Intent intent() {
    var due = correction.due();
    var revision = order.order().revision();
    var file = order.find(due.id()).map(each -> each.manifest().origin().toString()).orElse("");
    return new AuditEvent.Intent(
        parts.settings().node(),
        target.name(),
        due.id(),
        correction.verb(),
        due.cause().word(),
        Excerpt.sentence(due.reason()),
        Excerpt.fields(due.changes()),
        revision.id(),
        revision.author(),
        file,
        driftSince,
        asked == null ? parts.culprits().of(place) : List.of(culprit(asked)),
        correction.answers().orElse(null));
  }

  private static Culprit culprit(Request asked) {
    var why = asked.why().isEmpty() ? "" : ": " + asked.why();
    return new Culprit(asked.by(), "setpoint " + asked.wish().word() + why, asked.at());
  }

  private void withoutRecord(TrailUnavailableException e) {
    LOG.warnf("%s of %s waits for the record: %s", correction.verb(), place.id(), e.getMessage());
    var wait = parts.settings().recordRetry();
    var blocked =
        new Blocked(
            place.id(),
            FailureReason.RECORD_UNAVAILABLE,
            "nothing is changed while it cannot be recorded: " + e.getMessage(),
            parts.timeline().instant().plus(wait));
    parts.view().release(place, null, null);
    parts.view().update(place, sight -> sight.blocked(blocked));
    whenDone.accept(new End(correction, false, blocked.message(), blocked.until()));
  }

  private Outcome apply(long intent) {
    var understood = order.understood().get(place.id());
    boolean prunes = correction instanceof Correction.Prune;
    var request =
        new ApplyRequest(
            prunes || understood == null ? null : understood.resource(),
            inputs(understood),
            Long.toString(intent),
            sentence -> parts.view().update(place, sight -> sight.progress(sentence)));
    try {
      return target.apply(correction, request);
    } catch (RuntimeException e) {
      LOG.errorf(e, "%s of %s broke off", correction.verb(), place.id());
      return new Outcome.Failed(
          FailureReason.INTERNAL,
          "%s of %s broke off with %s: please report it with the log of this minute"
              .formatted(correction.verb(), place.id(), e.getClass().getSimpleName()),
          false,
          null);
    }
  }

  private ResourceInputs inputs(@Nullable Understood understood) {
    return understood == null ? parts.noInputs() : understood.inputs();
  }

  /** What stands there now; null when nobody looked, since it is gone or nothing was done. */
  private @Nullable ObservedResource lookAgain(Outcome outcome) {
    if (outcome instanceof Outcome.Skipped || !order.on(target).byId().containsKey(place.id())) {
      return null;
    }
    return target.observe(order.on(target), Set.of(place.id())).byId().get(place.id());
  }

  private void settle(Ending ending) {
    var now = parts.timeline().instant();
    var converged = parts.judge().hasConverged(order, correction, ending.after(), now);
    boolean isAsDeclared =
        ending.after() instanceof ObservedResource.Present present
            && parts.judge().isAsDeclared(order, present, now);
    var aftermath =
        new Aftermath(
            correction,
            order.find(place.id()).orElse(null),
            order.order().revision().id(),
            ending.outcome(),
            ending.after(),
            parts.ledger().find(place.id()).orElse(null),
            isAsDeclared);
    var history = parts.attempts().after(aftermath, began, converged);
    var settled = settled(ending);
    if (correction.answers().isPresent()) {
      var tried = history == null ? parts.ledger().history(place.id()) : history;
      history = parts.attempts().after(aftermath, tried, asked, isAsDeclared);
      history = history.answering(answer(correction.answers().get(), ending, settled, now));
    }
    try {
      parts.ledger().settle(settled, aftermath.change(history));
    } catch (TrailUnavailableException e) {
      waitForRecord(ending, e);
      return;
    }
    boolean isDone = converged && aftermath.succeeded();
    finish(ending, correction instanceof Correction.Rollback ? isDone && isAsDeclared : isDone);
  }

  private static Answer answer(
      String request, Ending ending, AuditEvent.Settled settled, Instant now) {
    var failure =
        switch (ending.outcome()) {
          case Outcome.Failed failed -> failed.reason();
          case Outcome.Skipped skipped -> skipped.reason();
          case Outcome.Corrected _, Outcome.Unchanged _ -> null;
        };
    return new Answer(
        request, now, settled.result(), failure, settled.message(), settled.tookMillis());
  }

  private void waitForRecord(Ending ending, TrailUnavailableException e) {
    LOG.warnf("The outcome for %s waits for the record: %s", place.id(), e.getMessage());
    parts
        .view()
        .update(
            place,
            sight -> sight.progress("done, but the outcome cannot be recorded: " + e.getMessage()));
    parts
        .timeline()
        .startAfter(
            parts.settings().recordRetry(), "outcome of " + place.id(), () -> settle(ending));
  }

  private AuditEvent.Settled settled(Ending ending) {
    var outcome = ending.outcome();
    return new AuditEvent.Settled(
        ending.intent(),
        parts.settings().node(),
        place.id(),
        outcome.word(),
        failureOf(outcome),
        Excerpt.sentence(messageOf(outcome)),
        parts.timeline().since(began).toMillis(),
        false);
  }

  static @Nullable String failureOf(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Failed failed -> failed.reason().word();
      case Outcome.Skipped skipped -> skipped.reason().word();
      case Outcome.Corrected _, Outcome.Unchanged _ -> null;
    };
  }

  static String messageOf(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Corrected(_, var detail) -> detail;
      case Outcome.Unchanged(var detail) -> detail;
      case Outcome.Skipped(_, var why) -> why;
      case Outcome.Failed failed -> failed.message();
    };
  }

  private void finish(Ending ending, boolean clean) {
    var now = parts.timeline().instant();
    var failed = ending.outcome() instanceof Outcome.Failed failure ? failure : null;
    if (clean) {
      parts.view().update(place, sight -> sight.judged(null, null, now));
    }
    boolean wanted = parts.view().release(place, ending.after(), failed);
    parts
        .sink()
        .accept(
            new CorrectionNews(
                parts.settings().node(),
                correction,
                ending.outcome(),
                driftSince,
                began,
                parts.timeline().since(began),
                ending.intent()));
    boolean worked = failed == null && !(ending.outcome() instanceof Outcome.Skipped);
    whenDone.accept(
        new End(correction, worked, messageOf(ending.outcome()), wanted || !clean ? now : null));
  }
}
