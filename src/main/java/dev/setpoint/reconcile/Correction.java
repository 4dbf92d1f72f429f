package dev.setpoint.reconcile;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.Drift.FieldDrift;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One change to make; data, with everything that people and the trail need to know of it. */
public sealed interface Correction {
  /** What the corrections have in common. */
  Due due();

  /** The resource to correct. */
  default ResourceId id() {
    return due().id();
  }

  /** Id of the request that it answers; empty when nobody asked for it. */
  default Optional<String> answers() {
    return switch (this) {
      case Rollback rollback -> Optional.of(rollback.request());
      case Reset reset -> Optional.of(reset.request());
      case Create _, Update _, Replace _, Restart _, Start _, Stop _, Prune _, Adopt _, Settle _ ->
          Optional.empty();
    };
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

  /**
   * Bring the former one back, because a person asked for it.
   *
   * @param object what is in service, or null when nothing is
   * @param request id of the request
   */
  record Rollback(Due due, @Nullable EngineObject object, String request) implements Correction {}

  /**
   * Throw the writable state away and come back as declared, because a person asked for it.
   *
   * @param request id of the request
   * @param wipe volumes that are made anew, too
   */
  record Reset(Due due, EngineObject object, String request, SortedSet<ResourceId> wipe)
      implements Correction {
    public Reset {
      wipe = Collections.unmodifiableSortedSet(new TreeSet<>(wipe));
    }
  }

  /** Bring what an interrupted correction left into one clean state. */
  record Settle(Due due, List<EngineObject> leftovers) implements Correction {
    public Settle {
      leftovers = List.copyOf(leftovers);
    }
  }
}
