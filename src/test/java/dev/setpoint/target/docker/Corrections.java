package dev.setpoint.target.docker;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.Cause;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.Drift.FieldDrift;
import dev.setpoint.reconcile.ObservedResource;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.reconcile.field.FieldTable;
import dev.setpoint.target.ApplyRequest;
import dev.setpoint.target.ResourceInputs;
import dev.setpoint.target.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Corrections as a planner would make them. */
public final class Corrections {
  private Corrections() {}

  /** What is due without any field. */
  public static Correction.Due due(ResourceId id, FieldDrift... changes) {
    return new Correction.Due(id, "docker", Cause.DRIFT, "test", List.of(changes), Set.of());
  }

  /** Fields that are due, by path. */
  public static Correction.Due due(Target target, ResourceId id, String... paths) {
    return due(
        id, Arrays.stream(paths).map(path -> drift(target, id, path)).toArray(FieldDrift[]::new));
  }

  private static FieldDrift drift(Target target, ResourceId id, String path) {
    FieldTable.Rule rule =
        target.table(id.kind()).rules().stream()
            .filter(known -> path.equals(known.path()) || path.startsWith(known.path() + "."))
            .findFirst()
            .orElseThrow();
    return new FieldDrift(path, null, null, null, Cause.DRIFT, rule.remedy(), rule.group());
  }

  /** Does a correction. */
  public static Outcome apply(
      Target target,
      Correction correction,
      @Nullable DesiredResource desired,
      ResourceInputs inputs) {
    return target.apply(correction, new ApplyRequest(desired, inputs, "op1", _ -> {}));
  }

  /** Paths whose live value differs from the declared one, inherited entries left out. */
  public static Set<String> differences(DesiredResource desired, ObservedResource observed) {
    return observed instanceof ObservedResource.Present present
        ? Differences.of(desired.fields(), present.live(), present.inherited())
        : new TreeSet<>(Set.of("not present: " + observed));
  }
}
