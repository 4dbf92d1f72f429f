package dev.setpoint.agent;

import dev.setpoint.agent.Journal.RecordChange;
import dev.setpoint.agent.Sight.Place;
import dev.setpoint.agent.order.OrderInForce;
import dev.setpoint.audit.AuditEntry;
import dev.setpoint.audit.AuditEvent;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.AppliedRecord;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.CorrectionHistory;
import dev.setpoint.reconcile.CorrectionHistory.Answer;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource;
import dev.setpoint.reconcile.ObservedResource.Present;
import dev.setpoint.reconcile.plan.LoopBreaker;
import dev.setpoint.target.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Gives every intent that a crash left open its outcome, by looking at the engine, before anything
 * else is done to its resource. What the interrupted correction left unfinished is then found as
 * drift and corrected under an intent of its own.
 */
final class OpenIntents {
  private static final Logger LOG = Logger.getLogger(OpenIntents.class);

  private final AgentParts parts;
  // Both touched by the lane of orders alone.
  private @Nullable List<AuditEntry> open;
  private final Set<Place> held = new HashSet<>();

  OpenIntents(AgentParts parts) {
    this.parts = parts;
  }

  boolean areSettled() {
    return open != null && open.isEmpty();
  }

  /**
   * Settles what can be settled. A resource whose engine does not answer is held until it does:
   * nobody works on it.
   */
  void settle(OrderInForce order) {
    if (open == null) {
      open = List.copyOf(parts.ledger().journal().openIntents(parts.settings().node()));
    }
    var left = new ArrayList<>(open);
    for (AuditEntry entry : open) {
      if (!(entry.event() instanceof AuditEvent.Intent intent) || settle(order, entry, intent)) {
        left.remove(entry);
        open = List.copyOf(left);
      }
    }
    hold();
  }

  private void hold() {
    var now = new HashSet<Place>();
    for (AuditEntry entry : open == null ? List.<AuditEntry>of() : open) {
      if (entry.event() instanceof AuditEvent.Intent intent) {
        now.add(new Place(intent.target(), intent.resource()));
      }
    }
    now.forEach(place ->
        parts
            .view()
            .update(
                place,
                sight ->
                    sight.doing("waits until its engine tells what a restart interrupted", 0)));
    held.stream()
        .filter(place -> !now.contains(place))
        .forEach(place -> parts.view().release(place, null, null));
    held.clear();
    held.addAll(now);
  }

  private boolean settle(OrderInForce order, AuditEntry entry, AuditEvent.Intent intent) {
    var target = order.targets().get(intent.target());
    if (target == null) {
      write(order, entry, Finding.gone(intent), null);
      return true;
    }
    var seen = look(order, target, intent.resource());
    if (seen instanceof ObservedResource.Unknown(_, var reason)) {
      LOG.warnf("What became of %s is unknown: %s", intent.resource(), reason);
      return false;
    }
    var record = recordAfter(order, intent, seen);
    write(order, entry, finding(order, intent, seen), record);
    return true;
  }

  /** A resource that is no longer declared shows only in a look at everything. */
  private @Nullable ObservedResource look(OrderInForce order, Target target, ResourceId id) {
    var desired = order.on(target);
    if (desired.byId().containsKey(id)) {
      return target.observe(desired, Set.of(id)).byId().get(id);
    }
    var all = target.observe(desired, Set.of());
    boolean silent =
        all.byId().values().stream().anyMatch(ObservedResource.Unknown.class::isInstance);
    if (silent || (all.byId().isEmpty() && !target.status().reachable())) {
      return new ObservedResource.Unknown(id, "%s does not answer".formatted(target.name()));
    }
    return all.undeclared().stream().filter(each -> each.id().equals(id)).findFirst().orElse(null);
  }

  /**
   * What the look says of an intent.
   *
   * @param result word of the outcome
   * @param failure reason word, or null
   */
  private record Finding(String result, @Nullable String failure, String message) {
    static Finding done(AuditEvent.Intent intent) {
      return new Finding(
          "Corrected",
          null,
          "%s of %s was found done after a restart".formatted(intent.verb(), intent.resource()));
    }

    static Finding interrupted(AuditEvent.Intent intent) {
      return new Finding(
          "Failed",
          FailureReason.INTERRUPTED.word(),
          "%s of %s was interrupted by a restart; what is left to do is planned again"
              .formatted(intent.verb(), intent.resource()));
    }

    static Finding gone(AuditEvent.Intent intent) {
      return new Finding(
          "Failed",
          FailureReason.INTERRUPTED.word(),
          "%s of %s was interrupted by a restart, and the node no longer has its target %s"
              .formatted(intent.verb(), intent.resource(), intent.target()));
    }
  }

  private Finding finding(
      OrderInForce order, AuditEvent.Intent intent, @Nullable ObservedResource seen) {
    if (intent.verb().equals(Correction.Rollback.class.getSimpleName())) {
      return isBack(intent, seen) ? Finding.done(intent) : Finding.interrupted(intent);
    }
    if (intent.verb().equals(Correction.Prune.class.getSimpleName())) {
      boolean gone = !(seen instanceof Present);
      return gone ? Finding.done(intent) : Finding.interrupted(intent);
    }
    return seen instanceof Present present
            && present.leftovers().isEmpty()
            && order.declares(intent.resource())
            && parts.judge().isAsDeclared(order, present, parts.timeline().instant())
        ? Finding.done(intent)
        : Finding.interrupted(intent);
  }

  /** Another one than was recorded is in service, and nothing is left over. */
  private boolean isBack(AuditEvent.Intent intent, @Nullable ObservedResource seen) {
    return seen instanceof Present present
        && present.leftovers().isEmpty()
        && parts
            .ledger()
            .find(intent.resource())
            .filter(record -> record.object().engineId().equals(present.object().engineId()))
            .isEmpty();
  }

  /**
   * The object that an interrupted correction made carries our mark; the record follows it, so that
   * nobody takes it for a stranger's.
   */
  private @Nullable AppliedRecord recordAfter(
      OrderInForce order, AuditEvent.Intent intent, @Nullable ObservedResource seen) {
    if (!(seen instanceof Present present)
        || !RecordUpkeep.isMarkedOurs(parts.settings(), present)) {
      return null;
    }
    var before = parts.ledger().find(intent.resource());
    boolean sameObject =
        before.map(record -> record.object().equals(present.object())).orElse(false);
    var desired = order.find(intent.resource());
    return sameObject || desired.isEmpty()
        ? null // changed in place or not: the next look compares the fields themselves
        : recordOf(order, desired.get(), present, before);
  }

  private static @Nullable AppliedRecord recordOf(
      OrderInForce order,
      DesiredResource desired,
      Present present,
      Optional<AppliedRecord> before) {
    var owner = present.owner();
    // With leftovers beside it, it has not proved itself yet: the old one may come back.
    boolean isNew =
        owner != null
            && owner.specDigest().equals(desired.specDigest().hex())
            && present.leftovers().isEmpty();
    if (!isNew && before.isEmpty()) {
      return null;
    }
    return new AppliedRecord(
        desired.id(),
        desired.target(),
        present.object(),
        isNew ? desired.fields() : Aftermath.shown(desired, present, before.orElseThrow()),
        isNew ? order.order().revision().id() : before.orElseThrow().revisionId(),
        Aftermath.deletes(desired),
        false,
        isNew ? desired.known() : before.orElseThrow().known());
  }

  /** What a person asked for was begun, and is not begun again; Settle brings it to an end. */
  private CorrectionHistory history(OrderInForce order, Closing closing) {
    var intent = closing.intent();
    var history = LoopBreaker.interrupted(parts.ledger().history(intent.resource()));
    var request = intent.request();
    if (request == null) {
      return history;
    }
    // A declaration that a person left stays left; if it is still what runs, the next look says so.
    boolean leaves = intent.verb().equals(Correction.Rollback.class.getSimpleName());
    var left = leaves ? order.find(intent.resource()) : Optional.<DesiredResource>empty();
    if (left.isPresent()) {
      var asked = order.request(request).orElse(null);
      history = LoopBreaker.spoil(history, Attempts.left(left.get().specDigest(), asked));
    }
    return history.answering(closing.answer(request));
  }

  /** An intent that is given its outcome. */
  private record Closing(
      AuditEntry entry, AuditEvent.Intent intent, Finding finding, Duration took) {
    Answer answer(String request) {
      var failure = finding.failure() == null ? null : FailureReason.INTERRUPTED;
      return new Answer(
          request,
          entry.at().plus(took),
          finding.result(),
          failure,
          finding.message(),
          Math.max(0, took.toMillis()));
    }
  }

  private void write(
      OrderInForce order, AuditEntry entry, Finding finding, @Nullable AppliedRecord record) {
    if (!(entry.event() instanceof AuditEvent.Intent intent)) {
      return;
    }
    var took = Duration.between(entry.at(), parts.timeline().instant());
    boolean forget =
        finding.failure() == null && intent.verb().equals(Correction.Prune.class.getSimpleName());
    var history = history(order, new Closing(entry, intent, finding, took));
    parts
        .ledger()
        .settle(
            new AuditEvent.Settled(
                entry.index(),
                parts.settings().node(),
                intent.resource(),
                finding.result(),
                finding.failure(),
                finding.message(),
                Math.max(0, took.toMillis()),
                true),
            new RecordChange(intent.resource(), record, forget, history));
    LOG.infof("%s", finding.message());
  }
}
