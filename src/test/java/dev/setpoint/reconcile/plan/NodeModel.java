package dev.setpoint.reconcile.plan;

import dev.setpoint.fixture.NodeFixture;
import dev.setpoint.manifest.Mode;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.AppliedRecord;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.Drift.FieldDrift;
import dev.setpoint.reconcile.ObservedResource;
import dev.setpoint.reconcile.ObservedResource.Absent;
import dev.setpoint.reconcile.ObservedResource.Condition;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.ObservedResource.Health;
import dev.setpoint.reconcile.ObservedResource.OwnerMark;
import dev.setpoint.reconcile.ObservedResource.Present;
import dev.setpoint.reconcile.ObservedState;
import dev.setpoint.reconcile.field.Fields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The simplest engine and agent that a plan can act on: scalar fields only, every correction works,
 * everything that runs is healthy. Changes with each correction; not safe for many threads.
 */
final class NodeModel {
  private final PlanInput start;
  private final Map<ResourceId, AppliedRecord> records;
  private ObservedState observed;
  private int made;

  NodeModel(PlanInput start) {
    this.start = start;
    this.records = new HashMap<>(start.records());
    this.observed = start.observed();
  }

  /** What the next plan is made from. */
  PlanInput input() {
    return new PlanInput(
        start.desired(),
        observed,
        NodeFixture.detector().detect(start.desired(), observed, records),
        records,
        start.histories(),
        start.suspensions(),
        start.undeclared(),
        start.now());
  }

  boolean isOff(ResourceId id) {
    DesiredResource desired = start.desired().byId().get(id);
    return (desired == null ? start.undeclared() : desired.mode()) == Mode.OFF;
  }

  /** Does a correction. */
  void apply(Correction correction) {
    ResourceId id = correction.id();
    switch (correction) {
      case Correction.Create _, Correction.Replace _, Correction.Rollback _, Correction.Reset _ ->
          make(desired(id));
      case Correction.Update _, Correction.Restart _, Correction.Start _, Correction.Stop _ ->
          change(desired(id), correction.due().changes());
      case Correction.Adopt adopt -> record(desired(id), adopt.object());
      case Correction.Settle _ -> tidy(id);
      case Correction.Prune _ -> {
        records.remove(id);
        see(new Absent(id, List.of()));
      }
    }
  }

  private void make(DesiredResource desired) {
    var object = new EngineObject("made-" + made++, desired.id().name());
    var mark =
        new OwnerMark(
            NodeFixture.OWNER, NodeFixture.NODE, desired.id(), desired.specDigest().hex());
    record(desired, object);
    see(
        new Present(
            desired.id(),
            object,
            mark,
            desired.fields(),
            Fields.none(),
            new Condition(true, Health.HEALTHY, null, null),
            List.of()));
  }

  private void change(DesiredResource desired, List<FieldDrift> changes) {
    Present was = present(desired.id());
    var live = new TreeMap<>(was.live().byPath());
    var applied = new TreeMap<>(live);
    AppliedRecord record = records.get(desired.id());
    if (record != null) {
      applied.clear();
      applied.putAll(record.applied().byPath());
    }
    changes.forEach(change -> {
      var value = change.desired();
      if (value == null) {
        live.remove(change.path());
        applied.remove(change.path());
      } else {
        live.put(change.path(), value);
        applied.put(change.path(), value);
      }
    });
    record(desired, was.object(), Fields.of(applied));
    see(
        new Present(
            was.id(),
            was.object(),
            was.owner(),
            Fields.of(live),
            was.inherited(),
            new Condition(true, Health.HEALTHY, null, null),
            List.of()));
  }

  private void tidy(ResourceId id) {
    see(
        switch (observed.byId().get(id)) {
          case Present was ->
              new Present(
                  id,
                  was.object(),
                  was.owner(),
                  was.live(),
                  was.inherited(),
                  was.condition(),
                  List.of());
          case null, default -> new Absent(id, List.of());
        });
  }

  private void record(DesiredResource desired, EngineObject object) {
    record(desired, object, desired.fields());
  }

  private void record(DesiredResource desired, EngineObject object, Fields applied) {
    records.put(
        desired.id(),
        new AppliedRecord(
            desired.id(),
            desired.target(),
            object,
            applied,
            NodeFixture.REVISION.id(),
            false,
            false,
            desired.known()));
  }

  private Present present(ResourceId id) {
    return observed.byId().get(id) instanceof Present present ? present : missing(id);
  }

  private static Present missing(ResourceId id) {
    throw new IllegalStateException("a correction needs an object of " + id);
  }

  private DesiredResource desired(ResourceId id) {
    return start.desired().find(id).orElseThrow();
  }

  private void see(ObservedResource now) {
    observed = PlanPropertiesTest.looked(observed, now);
  }
}
