package dev.setpoint.target.contract;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.AppliedRecord;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.DesiredState;
import dev.setpoint.reconcile.Drift;
import dev.setpoint.reconcile.ObservedResource;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.ObservedState;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.reconcile.field.Fields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Records of what was applied, in memory, kept as the agent keeps them. */
public final class TestRecords {
  private final Map<ResourceId, AppliedRecord> byId = new HashMap<>();

  public Map<ResourceId, AppliedRecord> all() {
    return Map.copyOf(byId);
  }

  /** The record is lost. */
  void lose(ResourceId id) {
    byId.remove(id);
  }

  /** What follows from a correction. */
  void note(
      Correction correction, @Nullable DesiredResource desired, Outcome outcome, String revision) {
    ResourceId id = correction.id();
    switch (outcome) {
      case Outcome.Corrected(var object, _) -> {
        if (desired == null) {
          byId.remove(id);
        } else if (object != null) {
          byId.put(id, record(desired, object, desired.fields(), revision, false));
        }
      }
      case Outcome.Failed(_, _, _, var object) -> {
        AppliedRecord before = byId.get(id);
        if (before != null && object != null && desired != null) {
          byId.put(id, record(desired, object, before.applied(), revision, false));
        }
      }
      case Outcome.Unchanged _, Outcome.Skipped _ -> {}
    }
  }

  /** What is as declared, is recorded so; a one-shot that has exited 0 is done. */
  void noteClean(DesiredState desired, ObservedState observed, List<Drift> drifts) {
    Set<ResourceId> differing = drifts.stream().map(Drift::id).collect(Collectors.toSet());
    for (ObservedResource seen : observed.byId().values()) {
      DesiredResource resource = desired.byId().get(seen.id());
      if (resource != null
          && seen instanceof ObservedResource.Present present
          && byId.containsKey(seen.id())
          && !differing.contains(seen.id())) {
        byId.put(
            seen.id(),
            record(
                resource,
                present.object(),
                resource.fields(),
                desired.revision().id(),
                isDone(resource, present)));
      }
    }
  }

  private static boolean isDone(DesiredResource resource, ObservedResource.Present present) {
    Integer exit = present.condition().exitCode();
    return resource.presence() == DesiredResource.Presence.ONE_SHOT
        && !present.condition().running()
        && exit != null
        && exit == 0;
  }

  private static AppliedRecord record(
      DesiredResource desired,
      EngineObject object,
      Fields applied,
      String revision,
      boolean completed) {
    boolean delete = desired.manifest().deleteOnRemove();
    return new AppliedRecord(
        desired.id(),
        desired.target(),
        object,
        applied,
        revision,
        delete,
        completed,
        desired.known());
  }
}
