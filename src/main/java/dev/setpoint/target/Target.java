package dev.setpoint.target;

import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.DesiredState;
import dev.setpoint.reconcile.ObservedState;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.reconcile.field.FieldTable;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One engine of a node. Implementations are safe for many threads; the caller never applies two
 * corrections to one resource at the same time.
 */
public interface Target extends AutoCloseable {
  /** Its name on the node: {@code docker}, {@code podman}, {@code simulated}. */
  String name();

  /** Whether it answers, and what it is; asks the engine. */
  TargetStatus status();

  /** How fields of a kind are compared and corrected here. */
  FieldTable table(ResourceKind kind);

  /**
   * The declared fields of a manifest in this target's normal form. Pure: depends on its arguments
   * alone, asks no engine.
   */
  Description describe(Manifest manifest, ResourceInputs inputs);

  /**
   * Why the policy of the machine itself does not allow a resource; empty when it does, or when
   * that cannot be told now. Changes nothing.
   */
  default Optional<String> forbids(DesiredResource desired, ResourceInputs inputs) {
    return Optional.empty();
  }

  /**
   * Looks at the engine. Never throws for an engine's sake: what cannot be told is {@link
   * dev.setpoint.reconcile.ObservedResource.Unknown}.
   *
   * @param desired what should be on this target; gives the terms in which live fields are read
   * @param only resources to look at, or empty for all of them and the undeclared ones too
   */
  ObservedState observe(DesiredState desired, Set<ResourceId> only);

  /**
   * Does one correction, blocking until it has worked or failed. Everything that can fail is
   * checked before the first destructive call. Never throws for an engine's sake.
   */
  Outcome apply(Correction correction, ApplyRequest request);

  /**
   * Listens to the engine's events until closed, reconnecting by itself. After every (re)connect it
   * sends {@link TargetEvent.LookAtAll}, since events may have been missed.
   *
   * @param sink called on the listener's own thread; must not block
   */
  AutoCloseable watch(Consumer<TargetEvent> sink);

  @Override
  void close();
}
