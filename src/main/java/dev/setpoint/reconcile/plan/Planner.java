package dev.setpoint.reconcile.plan;

import dev.setpoint.manifest.Mode;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.Correction.Due;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.DesiredResource.Need;
import dev.setpoint.reconcile.Drift;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource;
import dev.setpoint.reconcile.ObservedResource.Unknown;
import dev.setpoint.reconcile.Plan;
import dev.setpoint.reconcile.Plan.Blocked;
import dev.setpoint.reconcile.plan.Decision.Block;
import dev.setpoint.reconcile.plan.Decision.Correct;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Turns drift into a plan: at most one correction or one statement why not per resource, in an
 * order that respects needs, removals last. The only place that orders corrections. Pure, and
 * independent of the order of its input.
 */
public final class Planner {
  private static final Comparator<Correction> PRUNE_ORDER =
      Comparator.comparing((Correction prune) -> prune.id().kind())
          .reversed()
          .thenComparing(Correction::id);

  private final PlanInput input;
  private final Map<ResourceId, Drift> drifts = new TreeMap<>();
  private final Map<ResourceId, Decision> decided = new HashMap<>();
  private final Needs needs;

  private Planner(PlanInput input) {
    this.input = input;
    input.drifts().forEach(drift -> drifts.put(drift.id(), drift));
    this.needs = new Needs(input, decided);
  }

  /** The plan for what was found. */
  public static Plan plan(PlanInput input) {
    return new Planner(input).plan();
  }

  private Plan plan() {
    var gates = new Gates(input);
    var corrections = new ArrayList<Correction>();
    var prunes = new ArrayList<Correction>();
    var blocked = new TreeMap<ResourceId, Blocked>();
    unknown(gates, blocked);
    Map<ResourceId, Correction> wished = new Wishes(input).due();
    var ids = new TreeSet<>(drifts.keySet());
    ids.addAll(wished.keySet());
    for (ResourceId id : NeedsOrder.of(ids, input.desired())) {
      Correction wish = wished.get(id);
      Decision decision =
          withNeeds(
              wish == null
                  ? gates.decide(Objects.requireNonNull(drifts.get(id)))
                  : new Correct(wish));
      decided.put(id, decision);
      switch (decision) {
        case Correct(Correction.Prune prune) -> prunes.add(prune);
        case Correct(Correction correction) -> corrections.add(correction);
        case Block(Blocked block) -> blocked.put(id, block);
        case Decision.Silence _ -> {}
      }
    }
    corrections.addAll(ordered(prunes, corrections));
    return new Plan(
        input.desired().node(),
        input.desired().generation(),
        input.desired().revision(),
        corrections,
        List.copyOf(blocked.values()));
  }

  private void unknown(Gates gates, Map<ResourceId, Blocked> blocked) {
    for (ObservedResource seen : input.observed().byId().values()) {
      if (seen instanceof Unknown(ResourceId id, String reason) && gates.modeOf(id) != Mode.OFF) {
        String message =
            "%s: nobody can tell how it is (%s); nothing is done until the engine answers"
                .formatted(id, reason);
        blocked.put(id, new Blocked(id, FailureReason.STATE_UNKNOWN, message, null));
      }
    }
  }

  private Decision withNeeds(Decision decision) {
    return decision instanceof Correct(Correction correction) && mustWait(correction)
        ? withNeeds(correction)
        : decision;
  }

  /**
   * Only what makes a process start waits for others; a change in place never does, but for things
   * of a machine, which are made by such a change.
   */
  private static boolean mustWait(Correction correction) {
    return switch (correction) {
      case Correction.Create _,
          Correction.Replace _,
          Correction.Restart _,
          Correction.Start _,
          Correction.Rollback _,
          Correction.Reset _ ->
          true;
      case Correction.Update update -> update.id().kind().isPartOfHost();
      case Correction.Stop _, Correction.Prune _, Correction.Adopt _, Correction.Settle _ -> false;
    };
  }

  private Decision withNeeds(Correction correction) {
    DesiredResource desired = input.desired().byId().get(correction.id());
    var after = new TreeSet<ResourceId>();
    var waits = new TreeSet<String>();
    for (Need need : desired == null ? List.<Need>of() : desired.needs()) {
      switch (needs.standing(need)) {
        case Needs.Standing.Met _ -> {}
        case Needs.Standing.After _ -> after.add(need.id());
        case Needs.Standing.Wait(String what) -> waits.add(what);
      }
    }
    return waits.isEmpty()
        ? new Correct(after(correction, after))
        : Decision.instead(
            correction,
            FailureReason.WAITING,
            "%s waits for %s".formatted(correction.id(), String.join(" and ", waits)),
            null);
  }

  /**
   * Removals, users before what they use. What can be in use goes after every other correction of a
   * possible user on its target, since one of those may be what lets go of it.
   */
  private static List<Correction> ordered(List<Correction> prunes, List<Correction> others) {
    var ordered = new ArrayList<Correction>();
    for (Correction prune : prunes.stream().sorted(PRUNE_ORDER).toList()) {
      var after = new TreeSet<ResourceId>();
      for (Correction earlier : others) {
        addIfUser(after, earlier, prune);
      }
      for (Correction earlier : ordered) {
        addIfUser(after, earlier, prune);
      }
      ordered.add(after(prune, after));
    }
    return ordered;
  }

  private static void addIfUser(Set<ResourceId> after, Correction earlier, Correction prune) {
    if (earlier.id().kind().uses().contains(prune.id().kind())
        && earlier.due().target().equals(prune.due().target())) {
      after.add(earlier.id());
    }
  }

  private static Correction after(Correction correction, Set<ResourceId> after) {
    Due was = correction.due();
    var due = new Due(was.id(), was.target(), was.cause(), was.reason(), was.changes(), after);
    return switch (correction) {
      case Correction.Create(_, var setAside) -> new Correction.Create(due, setAside);
      case Correction.Update(_, var object) -> new Correction.Update(due, object);
      case Correction.Replace(_, var object) -> new Correction.Replace(due, object);
      case Correction.Restart(_, var object) -> new Correction.Restart(due, object);
      case Correction.Start(_, var object) -> new Correction.Start(due, object);
      case Correction.Stop(_, var object) -> new Correction.Stop(due, object);
      case Correction.Prune(_, var object) -> new Correction.Prune(due, object);
      case Correction.Adopt(_, var object) -> new Correction.Adopt(due, object);
      case Correction.Rollback(_, var object, var request) ->
          new Correction.Rollback(due, object, request);
      case Correction.Reset(_, var object, var request, var wipe) ->
          new Correction.Reset(due, object, request, wipe);
      case Correction.Settle(_, var leftovers) -> new Correction.Settle(due, leftovers);
    };
  }
}
