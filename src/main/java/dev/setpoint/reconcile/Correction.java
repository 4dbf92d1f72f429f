package dev.setpoint.reconcile;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.Drift.FieldDrift;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One change to make; data, with everything that people and the trail need to know of it. */
public sealed interface Correction {
  /** What the corrections have in common. */
  Due due();

  /** The resource to correct. */
  default ResourceId id() {
    return due().id();
  }

  /** The word of DESIGN.md: {@code Create}, {@code Update} … */
  default String verb() {
    return getClass().getSimpleName();
  }

  /**
   * What is due and why.
   *
   * @param id the resource
   * @param target name of the target that holds it
   * @param cause who moved
   * @param reason one sentence for people
   * @param changes field by field before and after; empty for what is created whole
   * @param after resources of the same plan whose corrections must have succeeded before
   */
  record Due(
      ResourceId id,
      String target,
      Cause cause,
      String reason,
      List<FieldDrift> changes,
      Set<ResourceId> after) {
    public Due {
      changes = List.copyOf(changes);
      after = Set.copyOf(after);
    }
  }

  /**
   * Make it.
   *
   * @param setAside a stranger under its name that is stopped and renamed first, or null
   */
  record Create(Due due, @Nullable EngineObject setAside) implements Correction {}

  /** Change fields while it lives. */
  record Update(Due due, EngineObject object) implements Correction {}

  /** Make a new one, keep the old one until the new one is healthy. */
  record Replace(Due due, EngineObject object) implements Correction {}

  /** Change what can be changed, then restart. */
  record Restart(Due due, EngineObject object) implements Correction {}

  /** Start what is stopped. */
  record Start(Due due, EngineObject object) implements Correction {}

  /** Stop what runs. */
  record Stop(Due due, EngineObject object) implements Correction {}

  /** Remove what is ours and no longer declared. */
  record Prune(Due due, EngineObject object) implements Correction {}

  /** Take over what exists and already is as declared. */
  record Adopt(Due due, EngineObject object) implements Correction {}

  /** Bring what an interrupted correction left into one clean state. */
  record Settle(Due due, List<EngineObject> leftovers) implements Correction {
    public Settle {
      leftovers = List.copyOf(leftovers);
    }
  }
}
