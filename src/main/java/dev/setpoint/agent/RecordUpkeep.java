package dev.setpoint.agent;

import dev.setpoint.agent.order.OrderInForce;
import dev.setpoint.manifest.Mode;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.AppliedRecord;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.DesiredResource.Presence;
import dev.setpoint.reconcile.ObservedResource;
import dev.setpoint.reconcile.ObservedResource.Present;
import dev.setpoint.reconcile.field.Fields;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps our own records true where no correction does: a one-shot that has finished, an object with
 * our mark whose record was lost in a crash, a resource that already is what git now says.
 */
final class RecordUpkeep {
  private final AgentSettings settings;
  private final Ledger ledger;

  RecordUpkeep(AgentSettings settings, Ledger ledger) {
    this.settings = settings;
    this.ledger = ledger;
  }

  /** Notes a one-shot that has exited 0, before anybody judges it as stopped. */
  void noteCompleted(OrderInForce order, ObservedResource observed) {
    var desired = order.find(observed.id());
    if (desired.isEmpty() || desired.get().presence() != Presence.ONE_SHOT) {
      return;
    }
    if (observed instanceof Present present && hasExitedWell(present)) {
      ledger
          .find(observed.id())
          .filter(record -> !record.completed() && record.object().equals(present.object()))
          .ifPresent(record -> ledger.save(completed(record, record.applied(), record.known())));
    }
    restateDone(desired.get());
  }

  /** What another version of Setpoint noted of a finished job is put in the words of this one. */
  private void restateDone(DesiredResource job) {
    ledger
        .find(job.id())
        .filter(record -> record.isDone(job) && !record.known().equals(job.known()))
        .ifPresent(record -> ledger.save(completed(record, job.fields(), job.known())));
  }

  private static boolean hasExitedWell(Present present) {
    var exitCode = present.condition().exitCode();
    return !present.condition().running() && exitCode != null && exitCode == 0;
  }

  /** Brings the record of a resource up to date that was just seen to be as declared. */
  void noteAsDeclared(OrderInForce order, String target, ObservedResource observed) {
    var desired = order.find(observed.id());
    if (desired.isEmpty() || !(observed instanceof Present present)) {
      return;
    }
    var wanted = desired.get();
    var before = ledger.find(observed.id());
    if (isLeftAlone(wanted) || !(isMarkedOurs(settings, present) || names(before, present))) {
      return;
    }
    if (before.isEmpty() || isOutdated(before.get(), wanted, target, present)) {
      ledger.save(record(order, wanted, target, present, before));
    }
  }

  private static boolean isLeftAlone(DesiredResource wanted) {
    return wanted.mode() == Mode.HOLD
        || wanted.mode() == Mode.OFF
        || wanted.presence() == Presence.ABSENT;
  }

  /** What was adopted carries no mark, but our record names it. */
  private static boolean names(Optional<AppliedRecord> record, Present present) {
    return record
        .map(each -> each.object().engineId().equals(present.object().engineId()))
        .orElse(false);
  }

  static boolean isMarkedOurs(AgentSettings settings, Present present) {
    var owner = present.owner();
    return owner != null
        && owner.owner().equals(settings.installation())
        && owner.node().equals(settings.node())
        && owner.resource().equals(present.id());
  }

  private static boolean isOutdated(
      AppliedRecord before, DesiredResource wanted, String target, Present present) {
    return !before.applied().equals(wanted.fields())
        || !before.target().equals(target)
        || !before.object().equals(present.object())
        || before.deleteOnRemove() != Aftermath.deletes(wanted);
  }

  private static AppliedRecord record(
      OrderInForce order,
      DesiredResource wanted,
      String target,
      Present present,
      Optional<AppliedRecord> before) {
    ResourceId id = wanted.id();
    boolean completed =
        before.map(AppliedRecord::completed).orElse(false)
            && before.get().applied().equals(wanted.fields());
    return new AppliedRecord(
        id,
        target,
        present.object(),
        wanted.fields(),
        order.order().revision().id(),
        Aftermath.deletes(wanted),
        completed,
        wanted.known());
  }

  private static AppliedRecord completed(AppliedRecord record, Fields applied, Set<String> known) {
    return new AppliedRecord(
        record.id(),
        record.target(),
        record.object(),
        applied,
        record.revisionId(),
        record.deleteOnRemove(),
        true,
        known);
  }
}
