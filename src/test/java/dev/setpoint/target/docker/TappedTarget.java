package dev.setpoint.target.docker;

import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.DesiredState;
import dev.setpoint.reconcile.ObservedState;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.reconcile.field.FieldTable;
import dev.setpoint.target.ApplyRequest;
import dev.setpoint.target.Description;
import dev.setpoint.target.ResourceInputs;
import dev.setpoint.target.Target;
import dev.setpoint.target.TargetEvent;
import dev.setpoint.target.TargetStatus;
import dev.setpoint.target.docker.api.Engine;
import dev.setpoint.target.docker.api.EngineEvent;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A target whose engine's events are brought to it, where the one of the program waits for them on
 * a thread; all else is the program's.
 */
public final class TappedTarget implements Target {
  private final DockerTarget target;
  private final EventReader reader;
  private final Consumer<Consumer<EngineEvent>> tap;

  /**
   * A target.
   *
   * @param tap given the ear of every watch
   */
  public TappedTarget(DockerTarget target, Engine engine, Consumer<Consumer<EngineEvent>> tap) {
    this.target = target;
    this.reader = new EventReader(engine, EventLimits.standard().names());
    this.tap = tap;
  }

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
  public ObservedState observe(DesiredState desired, Set<ResourceId> only) {
    return target.observe(desired, only);
  }

  @Override
  public Outcome apply(Correction correction, ApplyRequest request) {
    return target.apply(correction, request);
  }

  @Override
  public AutoCloseable watch(Consumer<TargetEvent> sink) {
    tap.accept(event -> reader.read(event).ifPresent(sink));
    sink.accept(new TargetEvent.LookAtAll("the event stream was opened"));
    return () -> {};
  }

  @Override
  public void close() {
    target.close();
  }
}
