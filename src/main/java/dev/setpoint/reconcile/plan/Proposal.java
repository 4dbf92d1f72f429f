package dev.setpoint.reconcile.plan;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.AppliedRecord;
import dev.setpoint.reconcile.Cause;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.Correction.Due;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.Drift;
import dev.setpoint.reconcile.Drift.Changed;
import dev.setpoint.reconcile.Drift.Conflicting;
import dev.setpoint.reconcile.Drift.FieldDrift;
import dev.setpoint.reconcile.Drift.Missing;
import dev.setpoint.reconcile.Drift.Orphaned;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.ObservedResource.Present;
import dev.setpoint.reconcile.Plan.Blocked;
import dev.setpoint.reconcile.field.FieldTable.Remedy;
import dev.setpoint.reconcile.field.FieldValue;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * What would correct one drift, were there no gates: a correction, or the statement that nothing
 * Setpoint may do corrects it.
 */
final class Proposal {
  /** A job that shall have completed has to be started, too. */
  private static final String STOPPED = "stopped";

  private final PlanInput input;

  Proposal(PlanInput input) {
    this.input = input;
  }

  /** The answer to one drift. */
  Decision of(Drift drift) {
    DesiredResource desired = input.desired().byId().get(drift.id());
    if (drift instanceof Orphaned orphaned) {
      return prune(orphaned);
    }
    if (desired == null) {
      throw new IllegalArgumentException(
          "drift of %s, which is not declared".formatted(drift.id()));
    }
    return switch (drift) {
      case Missing missing -> make(missing, desired);
      case Changed changed -> change(changed, desired, changed.fields());
      case Conflicting conflicting -> conflict(conflicting, desired);
      case Orphaned orphaned -> prune(orphaned);
    };
  }

  /** What corrects only these fields of a changed resource. */
  Decision change(Changed changed, DesiredResource desired, List<FieldDrift> fields) {
    List<EngineObject> leftovers = leftovers(changed.id());
    if (!leftovers.isEmpty()) {
      return settle(desired, leftovers);
    }
    if (changed.fields().isEmpty()) {
      String reason = "it is as git says, and our record does not name it yet";
      return new Decision.Correct(
          new Correction.Adopt(due(desired, changed.cause(), reason, List.of()), changed.object()));
    }
    List<FieldDrift> doable =
        fields.stream().filter(field -> field.remedy() != Remedy.REPORT).toList();
    return doable.isEmpty()
        ? needsHuman(changed.id(), fields)
        : new Decision.Correct(correct(changed, desired, doable));
  }

  private Correction correct(Changed changed, DesiredResource desired, List<FieldDrift> fields) {
    Cause cause = fields.stream().map(FieldDrift::cause).reduce(Cause::and).orElseThrow();
    Due due = due(desired, cause, Reasons.fields(fields), fields);
    Remedy strongest =
        fields.stream().map(FieldDrift::remedy).max(Comparator.naturalOrder()).orElseThrow();
    return switch (strongest) {
      case IN_PLACE -> new Correction.Update(due, changed.object());
      case RUN_STATE ->
          runs(fields)
              ? new Correction.Start(due, changed.object())
              : new Correction.Stop(due, changed.object());
      case RESTART -> new Correction.Restart(due, changed.object());
      case REPLACE -> new Correction.Replace(due, changed.object());
      case REPORT -> throw new IllegalArgumentException("nothing corrects " + fields);
    };
  }

  private static boolean runs(List<FieldDrift> fields) {
    return fields.stream()
        .filter(field -> field.remedy() == Remedy.RUN_STATE)
        .noneMatch(field -> FieldValue.text(STOPPED).equals(field.desired()));
  }

  private Decision make(Missing missing, DesiredResource desired) {
    return missing.leftovers().isEmpty()
        ? new Decision.Correct(
            new Correction.Create(
                due(desired, missing.cause(), Reasons.missing(missing.cause()), List.of()), null))
        : settle(desired, missing.leftovers());
  }

  private static Decision settle(DesiredResource desired, List<EngineObject> leftovers) {
    String names = String.join(", ", leftovers.stream().map(EngineObject::name).sorted().toList());
    String reason = "an interrupted correction left %s behind (drift)".formatted(names);
    return new Decision.Correct(
        new Correction.Settle(due(desired, Cause.DRIFT, reason, List.of()), leftovers));
  }

  private static Decision conflict(Conflicting conflicting, DesiredResource desired) {
    if (conflicting.onceOurs() && conflicting.id().kind().canBeSetAside()) {
      String reason =
          "another %s took its name; that one is stopped and set aside, nothing of it is"
                  .formatted(conflicting.id().kind().word())
              + " removed (%s)".formatted(conflicting.cause().word());
      return new Decision.Correct(
          new Correction.Create(
              due(desired, conflicting.cause(), reason, List.of()), conflicting.object()));
    }
    String remedy =
        conflicting.onceOurs()
            ? "; remove it by hand, or write `adopt: true` into the manifest to take it over"
            : "";
    return block(conflicting.id(), FailureReason.CONFLICTING, conflicting.why() + remedy);
  }

  private Decision prune(Orphaned orphaned) {
    ResourceId id = orphaned.id();
    AppliedRecord record = input.records().get(id);
    if (!orphaned.provablyOurs() || record == null) {
      return block(
          id,
          FailureReason.NOT_PROVABLY_OURS,
          "%s (%s) carries our mark, but no record of ours names it, so it is kept; remove it"
                  .formatted(id, orphaned.object().name())
              + " by hand");
    }
    if (input.desired().byId().isEmpty()) {
      return block(
          id,
          FailureReason.NEEDS_HUMAN,
          "%s is no longer declared, and neither is anything else on node %s; an empty state never"
                  .formatted(id, input.desired().node())
              + " removes anything. Declare one resource for the node, or remove it by hand");
    }
    if (id.kind().holdsData() && !record.deleteOnRemove()) {
      return block(
          id,
          FailureReason.NEEDS_HUMAN,
          "%s is no longer declared; its data is kept, since its manifest did not say".formatted(id)
              + " `onRemove: delete`. Remove it by hand when the data is no longer wanted");
    }
    String reason = "%s (intentional)".formatted(whyGone(id));
    var due = new Due(id, record.target(), Cause.INTENTIONAL, reason, List.of(), Set.of());
    return new Decision.Correct(new Correction.Prune(due, orphaned.object()));
  }

  private String whyGone(ResourceId id) {
    DesiredResource desired = input.desired().byId().get(id);
    if (desired == null) {
      return "git no longer declares it";
    }
    return desired.presence() == DesiredResource.Presence.ABSENT
        ? "git declares it absent"
        : "git declares it on %s now".formatted(desired.target());
  }

  private static Decision needsHuman(ResourceId id, List<FieldDrift> fields) {
    return block(
        id,
        FailureReason.NEEDS_HUMAN,
        "%s: %s; correcting it would lose data or is not possible here. Change it by hand, or"
                .formatted(id, Reasons.fields(fields))
            + " declare what is there");
  }

  private List<EngineObject> leftovers(ResourceId id) {
    return input.observed().byId().get(id) instanceof Present present
        ? present.leftovers()
        : List.of();
  }

  private static Due due(
      DesiredResource desired, Cause cause, String reason, List<FieldDrift> changes) {
    return new Due(desired.id(), desired.target(), cause, reason, changes, Set.of());
  }

  private static Decision block(ResourceId id, FailureReason reason, String message) {
    return new Decision.Block(new Blocked(id, reason, message, null));
  }
}
