package dev.setpoint.reconcile.plan;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.AppliedRecord;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.DesiredResource.Need;
import dev.setpoint.reconcile.DesiredResource.Need.Until;
import dev.setpoint.reconcile.DesiredResource.Presence;
import dev.setpoint.reconcile.Drift;
import dev.setpoint.reconcile.ObservedResource;
import dev.setpoint.reconcile.ObservedResource.Absent;
import dev.setpoint.reconcile.ObservedResource.Condition;
import dev.setpoint.reconcile.ObservedResource.Health;
import dev.setpoint.reconcile.ObservedResource.Present;
import dev.setpoint.reconcile.ObservedResource.Unknown;
import dev.setpoint.reconcile.plan.Decision.Block;
import dev.setpoint.reconcile.plan.Decision.Correct;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether what a resource needs has been reached, will be in this plan, or must be waited for. */
final class Needs {
  private final PlanInput input;
  private final Map<ResourceId, Decision> decided;
  private final Set<ResourceId> conflicting;

  /**
   * Judges needs.
   *
   * @param decided what the plan does about other resources; grows while it is made, needed ones
   *     first
   */
  Needs(PlanInput input, Map<ResourceId, Decision> decided) {
    this.input = input;
    this.decided = decided;
    this.conflicting =
        input.drifts().stream()
            .filter(Drift.Conflicting.class::isInstance)
            .map(Drift::id)
            .collect(Collectors.toUnmodifiableSet());
  }

  /** How a need stands. */
  sealed interface Standing {
    /** It is met. */
    record Met() implements Standing {}

    /** It is met once its own correction of this plan has succeeded. */
    record After() implements Standing {}

    /**
     * It must be waited for.
     *
     * @param what a half sentence, such as {@code container/db to become healthy (it is starting)}
     */
    record Wait(String what) implements Standing {}
  }

  /** How one need stands. */
  Standing standing(Need need) {
    DesiredResource needed = input.desired().byId().get(need.id());
    if (needed == null) {
      // not ours to provide, such as a network made by hand: the target looks before it acts
      return new Standing.Met();
    }
    if (needed.presence() == Presence.ABSENT) {
      return new Standing.Wait("%s, which is declared absent".formatted(need.id()));
    }
    return switch (decided.get(need.id())) {
      case Correct(Correction correction) -> corrected(need, correction);
      case Block(var blocked) when !isMet(need) ->
          wait(need, "not done: " + blocked.reason().word());
      case Block _, Decision.Silence _ -> asSeen(need);
      case null -> asSeen(need);
    };
  }

  private Standing corrected(Need need, Correction correction) {
    return switch (correction) {
      case Correction.Create _,
          Correction.Replace _,
          Correction.Start _,
          Correction.Restart _,
          Correction.Rollback _,
          Correction.Reset _ ->
          need.until() == Until.EXISTS || need.until() == Until.STARTED
              ? new Standing.After()
              : wait(need, correction.verb() + " is due first");
      case Correction.Settle _ -> wait(need, "an interrupted correction is put in order first");
      case Correction.Stop _, Correction.Prune _ ->
          need.until() == Until.EXISTS && correction instanceof Correction.Stop
              ? new Standing.Met()
              : wait(need, correction.verb() + " is due");
      case Correction.Update update when update.id().kind().isPartOfHost() -> new Standing.After();
      case Correction.Update _, Correction.Adopt _ -> asSeen(need);
    };
  }

  private Standing asSeen(Need need) {
    return isMet(need) ? new Standing.Met() : wait(need, found(need.id()));
  }

  private boolean isMet(Need need) {
    if (conflicting.contains(need.id())) {
      return false;
    }
    if (isDone(need.id())) {
      return need.until() != Until.HEALTHY;
    }
    return switch (input.observed().byId().get(need.id())) {
      case Present present -> hasReached(present, need.until());
      case Absent _, Unknown _ -> false;
      // not looked at this time: what was applied before is taken to stand, the target checks
      case null ->
          input.records().containsKey(need.id())
              && (need.until() == Until.EXISTS || need.until() == Until.STARTED);
    };
  }

  private boolean hasReached(Present present, Until until) {
    Condition condition = present.condition();
    return switch (until) {
      case EXISTS -> true;
      case STARTED -> condition.running() || hasExitedWell(present);
      case HEALTHY -> condition.running() && condition.health() == Health.HEALTHY;
      case COMPLETED -> hasExitedWell(present);
    };
  }

  private boolean hasExitedWell(Present present) {
    DesiredResource desired = input.desired().byId().get(present.id());
    Integer exit = present.condition().exitCode();
    return desired != null
        && desired.presence() == Presence.ONE_SHOT
        && !present.condition().running()
        && exit != null
        && exit == 0;
  }

  private boolean isDone(ResourceId id) {
    DesiredResource desired = input.desired().byId().get(id);
    AppliedRecord record = input.records().get(id);
    return desired != null && record != null && record.isDone(desired);
  }

  private String found(ResourceId id) {
    ObservedResource seen = input.observed().byId().get(id);
    return switch (seen) {
      case Present present -> "it " + words(present.condition());
      case Absent _ -> "it is not there";
      case Unknown unknown -> "nobody can tell: " + unknown.reason();
      case null -> "it was not looked at";
    };
  }

  private static String words(Condition condition) {
    if (!condition.running()) {
      Integer exit = condition.exitCode();
      return exit == null ? "has not started" : "exited with code " + exit;
    }
    return switch (condition.health()) {
      case NONE -> "runs and has no health check";
      case STARTING -> "runs and is not healthy yet";
      case HEALTHY -> "runs";
      case UNHEALTHY -> "is unhealthy";
    };
  }

  private static Standing wait(Need need, String state) {
    String until =
        switch (need.until()) {
          case EXISTS -> "to exist";
          case STARTED -> "to be started";
          case HEALTHY -> "to become healthy";
          case COMPLETED -> "to complete";
        };
    return new Standing.Wait("%s %s (%s)".formatted(need.id(), until, state));
  }
}
