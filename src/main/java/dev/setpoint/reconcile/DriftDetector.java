package dev.setpoint.reconcile;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.reconcile.DesiredResource.Presence;
import dev.setpoint.reconcile.Drift.Changed;
import dev.setpoint.reconcile.Drift.Conflicting;
import dev.setpoint.reconcile.Drift.FieldDrift;
import dev.setpoint.reconcile.Drift.Missing;
import dev.setpoint.reconcile.Drift.Orphaned;
import dev.setpoint.reconcile.ObservedResource.Absent;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.ObservedResource.Present;
import dev.setpoint.reconcile.ObservedResource.Unknown;
import dev.setpoint.reconcile.Ownership.Claim;
import dev.setpoint.reconcile.Ownership.Sighting;
import dev.setpoint.reconcile.field.FieldTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells what differs between desired and observed state, and who moved. A pure function of its
 * arguments; safe for many threads. What was not looked at, and what nobody can tell, is never
 * drift.
 */
public final class DriftDetector {
  /** The field that says whether a container runs. */
  public static final String STATE = "spec.state";

  private final String owner;
  private final Tables tables;

  /**
   * A detector.
   *
   * @param owner id of this installation, as its marks carry it
   * @param tables how fields are compared
   */
  public DriftDetector(String owner, Tables tables) {
    this.owner = owner;
    this.tables = tables;
  }

  /** Finds the field table of a kind on a target. */
  @FunctionalInterface
  public interface Tables {
    /** The table. */
    FieldTable table(String target, ResourceKind kind);
  }

  /**
   * What a detection found.
   *
   * @param drifts at most one per resource, sorted by id
   * @param unchanged what is now known to be clean, for the next detection
   */
  public record Detection(List<Drift> drifts, UnchangedIndex unchanged) {
    public Detection {
      drifts = List.copyOf(drifts);
    }
  }

  /** The drift of everything that was looked at. */
  public List<Drift> detect(
      DesiredState desired, ObservedState observed, Map<ResourceId, AppliedRecord> records) {
    return detect(desired, observed, records, UnchangedIndex.empty()).drifts();
  }

  /**
   * The same, skipping what is known to be clean.
   *
   * @param known what the detection before knew; gives the same drifts as an empty one, sooner
   */
  public Detection detect(
      DesiredState desired,
      ObservedState observed,
      Map<ResourceId, AppliedRecord> records,
      UnchangedIndex known) {
    var next = new UnchangedIndex.Next(known);
    var drifts = new TreeMap<ResourceId, Drift>();
    for (ObservedResource seen : observed.byId().values()) {
      Optional<Drift> drift = driftOf(seen, desired, records.get(seen.id()), known, next);
      drift.ifPresent(found -> drifts.put(found.id(), found));
    }
    for (Present present : observed.undeclared()) {
      Optional<Drift> drift = undeclared(present, desired, observed, records.get(present.id()));
      drift.ifPresent(found -> drifts.merge(found.id(), found, DriftDetector::moreUrgent));
    }
    return new Detection(List.copyOf(drifts.values()), next.index());
  }

  private Optional<Drift> driftOf(
      ObservedResource seen,
      DesiredState state,
      @Nullable AppliedRecord record,
      UnchangedIndex known,
      UnchangedIndex.Next next) {
    DesiredResource desired = state.byId().get(seen.id());
    if (desired == null) {
      return seen instanceof Present present ? orphan(present, state.node(), record) : none();
    }
    return switch (seen) {
      case Unknown _ -> none();
      case Absent absent -> {
        next.notClean(absent.id());
        yield absent(desired, absent, record);
      }
      case Present present when known.isClean(desired, present, record) -> none();
      case Present present -> {
        Optional<Drift> drift =
            present(new Sighting(owner, state.node(), desired, present, record));
        if (drift.isEmpty() && record != null && desired.presence() == Presence.PRESENT) {
          next.clean(desired, present, record);
        } else {
          next.notClean(present.id());
        }
        yield drift;
      }
    };
  }

  private static Optional<Drift> absent(
      DesiredResource desired, Absent absent, @Nullable AppliedRecord record) {
    if (desired.presence() == Presence.ABSENT) {
      return absent.leftovers().stream()
          .findFirst()
          .map(left -> orphan(absent.id(), left, isObjectOf(record, left)));
    }
    if (record != null && record.isDone(desired)) {
      return absent.leftovers().isEmpty()
          ? none()
          : Optional.of(new Missing(absent.id(), Cause.DRIFT, absent.leftovers()));
    }
    Cause cause = record == null ? Cause.INTENTIONAL : causeOfLoss(desired, record);
    return Optional.of(new Missing(absent.id(), cause, absent.leftovers()));
  }

  private Optional<Drift> present(Sighting sighting) {
    Ownership rule = Ownership.of(sighting);
    if (sighting.desired().presence() == Presence.ABSENT) {
      return Optional.of(unwanted(sighting, rule));
    }
    return switch (rule.claim()) {
      case OURS, ADOPTED -> compared(sighting);
      case ONCE_OURS, FOREIGN -> Optional.of(conflict(sighting, rule));
    };
  }

  private Optional<Drift> compared(Sighting sighting) {
    DesiredResource desired = sighting.desired();
    Present present = sighting.present();
    AppliedRecord record = sighting.record();
    boolean done = record != null && record.isDone(desired);
    List<FieldDrift> fields = done ? List.of() : fields(sighting);
    boolean recorded = Ownership.isRecorded(present, record);
    if (fields.isEmpty() && recorded && present.leftovers().isEmpty()) {
      return none();
    }
    Cause cause = record == null ? Cause.ADOPTION : Cause.DRIFT;
    for (int at = 0; at < fields.size(); at++) {
      cause = at == 0 ? fields.getFirst().cause() : cause.and(fields.get(at).cause());
    }
    return Optional.of(new Changed(present.id(), cause, present.object(), fields));
  }

  private List<FieldDrift> fields(Sighting sighting) {
    DesiredResource desired = sighting.desired();
    Present present = sighting.present();
    List<FieldDrift> fields =
        FieldComparison.compare(
            desired,
            new FieldComparison.Live(present.live(), present.inherited(), present.remedies()),
            sighting.record(),
            tables.table(desired.target(), present.id().kind()));
    return hasExitedWell(desired, present)
        ? fields.stream().filter(field -> !field.path().equals(STATE)).toList()
        : fields;
  }

  /** A job that has exited 0 is not "stopped": there is nothing to start. */
  private static boolean hasExitedWell(DesiredResource desired, Present present) {
    Integer exit = present.condition().exitCode();
    return desired.presence() == Presence.ONE_SHOT
        && !present.condition().running()
        && exit != null
        && exit == 0;
  }

  private static Drift unwanted(Sighting sighting, Ownership rule) {
    Present present = sighting.present();
    return switch (rule.claim()) {
      case OURS -> orphan(present.id(), present.object(), sighting.isRecordedAsThis());
      case ADOPTED, ONCE_OURS, FOREIGN ->
          new Conflicting(
              present.id(),
              Cause.ADOPTION,
              present.object(),
              false,
              "%s on %s is declared absent, but the object there is not ours; remove it by hand"
                  .formatted(present.id(), sighting.desired().target()));
    };
  }

  private static Drift conflict(Sighting sighting, Ownership rule) {
    boolean onceOurs = rule.claim() == Claim.ONCE_OURS;
    AppliedRecord record = sighting.record();
    Cause cause =
        onceOurs && record != null ? causeOfLoss(sighting.desired(), record) : Cause.ADOPTION;
    Present present = sighting.present();
    return new Conflicting(present.id(), cause, present.object(), onceOurs, rule.why(sighting));
  }

  /**
   * An object that nobody declares there. When its resource is declared on another target by now,
   * it has to move: the old one goes first, since both would want the same ports; but only when the
   * new target answers.
   */
  private Optional<Drift> undeclared(
      Present present,
      DesiredState desired,
      ObservedState observed,
      @Nullable AppliedRecord record) {
    DesiredResource elsewhere = desired.byId().get(present.id());
    if (elsewhere == null) {
      return orphan(present, desired.node(), record);
    }
    boolean moves =
        Ownership.isRecorded(present, record)
            && record != null
            && !record.target().equals(elsewhere.target())
            && observed.byId().get(present.id()) instanceof Absent;
    return moves ? orphan(present, desired.node(), record) : none();
  }

  private Optional<Drift> orphan(Present present, String node, @Nullable AppliedRecord record) {
    boolean recorded = Ownership.isRecorded(present, record);
    return recorded || Ownership.isMarked(present, owner, node)
        ? Optional.of(orphan(present.id(), present.object(), recorded))
        : none();
  }

  private static Orphaned orphan(ResourceId id, EngineObject object, boolean provablyOurs) {
    return new Orphaned(
        id, provablyOurs ? Cause.INTENTIONAL : Cause.ADOPTION, object, provablyOurs);
  }

  private static boolean isObjectOf(@Nullable AppliedRecord record, EngineObject object) {
    return record != null && record.object().engineId().equals(object.engineId());
  }

  private static Cause causeOfLoss(DesiredResource desired, AppliedRecord record) {
    return record.specDigest().equals(desired.specDigest()) ? Cause.DRIFT : Cause.BOTH;
  }

  /** Of two drifts of one resource the removal comes first; of two removals, the provable one. */
  private static Drift moreUrgent(Drift one, Drift other) {
    boolean oneIsProvable = one instanceof Orphaned orphan && orphan.provablyOurs();
    return oneIsProvable || !(other instanceof Orphaned) ? one : other;
  }

  private static Optional<Drift> none() {
    return Optional.empty();
  }
}
