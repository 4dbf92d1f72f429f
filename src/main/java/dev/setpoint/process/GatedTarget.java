package dev.setpoint.process;

import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.DesiredState;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedState;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.reconcile.field.FieldTable;
import dev.setpoint.target.ApplyRequest;
import dev.setpoint.target.Description;
import dev.setpoint.target.ResourceInputs;
import dev.setpoint.target.Target;
import dev.setpoint.target.TargetEvent;
import dev.setpoint.target.TargetStatus;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A target on which things are made and changed only while the machine's own policy allows the
 * target at all. It is asked for every judgement and right before every correction. What is there
 * may always be stopped, started and removed.
 *
 * @param target the target
 * @param refusal why not, as a sentence; empty when it is allowed
 * @param judge why a single manifest is not allowed; empty when it is
 */
record GatedTarget(
    Target target, Supplier<Optional<String>> refusal, Function<Manifest, Optional<String>> judge)
    implements Target {
  @Override
  public String name() {
    return target.name();
  }

  @Override
  public TargetStatus status() {
    return target.status();
  }

  @Override
  public FieldTable table(ResourceKind kind) {
    return target.table(kind);
  }

  @Override
  public Description describe(Manifest manifest, ResourceInputs inputs) {
    return target.describe(manifest, inputs);
  }

  @Override
  public Optional<String> forbids(DesiredResource desired, ResourceInputs inputs) {
    return refusal
        .get()
        .map(why -> desired.id() + ": " + why)
        .or(() -> judge.apply(desired.manifest()))
        .or(() -> target.forbids(desired, inputs));
  }

  @Override
  public ObservedState observe(DesiredState desired, Set<ResourceId> only) {
    return target.observe(desired, only);
  }

  @Override
  public Outcome apply(Correction correction, ApplyRequest request) {
    var why = makesOrChanges(correction) ? refusal.get() : Optional.<String>empty();
    return why.isPresent()
        ? new Outcome.Failed(
            FailureReason.NOT_ALLOWED_HERE, correction.id() + ": " + why.get(), false, null)
        : target.apply(correction, request);
  }

  private static boolean makesOrChanges(Correction correction) {
    return switch (correction) {
      case Correction.Create _,
          Correction.Update _,
          Correction.Replace _,
          Correction.Restart _,
          Correction.Adopt _,
          Correction.Rollback _,
          Correction.Reset _,
          Correction.Settle _ ->
          true;
      case Correction.Start _, Correction.Stop _, Correction.Prune _ -> false;
    };
  }

  @Override
  public AutoCloseable watch(Consumer<TargetEvent> sink) {
    return target.watch(sink);
  }

  @Override
  public void close() {
    target.close();
  }
}
