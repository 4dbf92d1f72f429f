package dev.setpoint.agent;

import dev.setpoint.agent.Journal.RecordChange;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.AppliedRecord;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.CorrectionHistory;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.ObservedResource;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.reconcile.field.Fields;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What follows from a correction for our own record. Pure.
 *
 * @param correction what was done
 * @param desired what it should have become, or null when it was to be pruned
 * @param revisionId the revision that justified it
 * @param outcome what the target says
 * @param after what the look afterwards saw, or null when nobody looked
 * @param before our record before, or null
 * @param isAsDeclared whether the look afterwards saw what git says
 */
record Aftermath(
    Correction correction,
    @Nullable DesiredResource desired,
    String revisionId,
    Outcome outcome,
    @Nullable ObservedResource after,
    @Nullable AppliedRecord before,
    boolean isAsDeclared) {

  /** The change of the record, with this as the loop breaker's memory. */
  RecordChange change(@Nullable CorrectionHistory history) {
    var id = correction.id();
    if (correction instanceof Correction.Prune && succeeded()) {
      return new RecordChange(id, null, true, history);
    }
    return new RecordChange(id, record(id), false, history);
  }

  boolean succeeded() {
    return switch (outcome) {
      case Outcome.Corrected _, Outcome.Unchanged _ -> true;
      case Outcome.Skipped _, Outcome.Failed _ -> false;
    };
  }

  private @Nullable AppliedRecord record(ResourceId id) {
    var object = objectNow();
    if (object == null || desired == null) {
      return null;
    }
    if (!succeeded()) {
      return before == null ? null : withObject(before, object);
    }
    return new AppliedRecord(
        id,
        desired.target(),
        object,
        applied(),
        revisionId,
        deletes(desired),
        false,
        desired.known());
  }

  private Fields applied() {
    if (desired == null) {
      return Fields.none();
    }
    // Nobody knows its declaration any more; what it shows is what was applied.
    if (correction instanceof Correction.Rollback
        && !isAsDeclared
        && after instanceof ObservedResource.Present back) {
      return shown(desired, back);
    }
    // What an interrupted correction left may be the old one: its mark says from what it was made.
    if (correction instanceof Correction.Settle
        && after instanceof ObservedResource.Present present
        && present.owner() != null
        && !present.owner().specDigest().equals(desired.specDigest().hex())) {
      return before == null ? Fields.none() : shown(desired, present, before);
    }
    return desired.fields();
  }

  /**
   * What was applied to one that was made from another declaration than is wanted: as recorded, if
   * it is the one that our record names; else nobody knows more than it shows.
   */
  static Fields shown(
      DesiredResource desired, ObservedResource.Present present, AppliedRecord before) {
    return before.object().engineId().equals(present.object().engineId())
            || !present.leftovers().isEmpty()
        ? before.applied()
        : shown(desired, present);
  }

  private static Fields shown(DesiredResource desired, ObservedResource.Present present) {
    var live = new TreeMap<>(present.live().byPath());
    live.keySet().retainAll(desired.fields().byPath().keySet());
    return Fields.of(live);
  }

  private @Nullable EngineObject objectNow() {
    EngineObject said =
        switch (outcome) {
          case Outcome.Corrected(var object, _) -> object;
          case Outcome.Failed(_, _, _, var object) -> object;
          case Outcome.Unchanged _, Outcome.Skipped _ -> null;
        };
    if (said != null) {
      return said;
    }
    return succeeded() && after instanceof ObservedResource.Present present
        ? present.object()
        : null;
  }

  private static AppliedRecord withObject(AppliedRecord record, EngineObject object) {
    return new AppliedRecord(
        record.id(),
        record.target(),
        object,
        record.applied(),
        record.revisionId(),
        record.deleteOnRemove(),
        record.completed(),
        record.known());
  }

  /** Whether the manifest allows to delete what it declares once it is gone. */
  static boolean deletes(DesiredResource desired) {
    return desired.manifest().deleteOnRemove();
  }
}
