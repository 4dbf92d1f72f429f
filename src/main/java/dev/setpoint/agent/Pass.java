package dev.setpoint.agent;

import dev.setpoint.agent.Judge.Judgement;
import dev.setpoint.agent.Sight.Place;
import dev.setpoint.agent.order.OrderInForce;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.Drift;
import dev.setpoint.reconcile.ObservedResource;
import dev.setpoint.reconcile.ObservedState;
import dev.setpoint.reconcile.Plan.Blocked;
import dev.setpoint.reconcile.UnchangedIndex;
import dev.setpoint.target.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One pass over a target, or over some of its resources: look, judge, take what is to be corrected,
 * start correcting, report. It does not wait for the corrections.
 */
final class Pass {
  private final AgentParts parts;
  private final NodeView view;
  private final RecordUpkeep upkeep;
  private final Reporter reporter;
  private final Consumer<OrderInForce> swept;
  // By target. Of two passes at once the later one wins; what the other knew is compared again.
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  /**
   * What passes under an order found clean.
   *
   * @param clean by the fields' digests, so that a pass that sees the same need not compare
   */
  private record Known(OrderInForce order, UnchangedIndex clean) {}

  /**
   * Passes.
   *
   * @param swept told after each pass over everything
   */
  Pass(AgentParts parts, Reporter reporter, Consumer<OrderInForce> swept) {
    this.swept = swept;
    this.parts = parts;
    this.view = parts.view();
    this.upkeep = new RecordUpkeep(parts.settings(), parts.ledger());
    this.reporter = reporter;
  }

  /**
   * Makes the pass.
   *
   * @param only resources to look at, or empty for everything on the target
   * @return what is to be corrected now; the caller alone works on it
   */
  Result run(OrderInForce order, Target target, Set<ResourceId> only) {
    Instant began = parts.timeline().instant();
    long look = view.beginLook();
    var observed = target.observe(order.on(target), only);
    reporter.noteStatus(target, observed, only.isEmpty());
    var believed = view.believe(target.name(), look, observed, only.isEmpty());
    var seen = restrict(observed, believed.ids());
    allOf(seen).forEach(each -> upkeep.noteCompleted(order, each));
    var judgement = parts.judge().judge(caseOf(order, target.name(), seen, began));
    known.put(target.name(), new Known(order, judgement.unchanged()));
    conclude(order, target.name(), seen, judgement, began);
    judgement.refusals().forEach(refusal -> parts.attempts().refuse(refusal, began));
    var corrections = view.claim(target.name(), look, order, judgement.plan().corrections());
    report(order, target, began, only.isEmpty());
    return new Result(corrections, order.dependantsOf(believed.moved()), nextTry(judgement));
  }

  /**
   * What a pass leads to.
   *
   * @param corrections taken to be made now
   * @param moved resources that need one that was just seen to have moved on
   * @param retries when blocked resources are to be looked at again
   */
  record Result(
      List<Correction> corrections, Set<ResourceId> moved, Map<ResourceId, Instant> retries) {}

  private Judge.Case caseOf(OrderInForce order, String target, ObservedState seen, Instant now) {
    return new Judge.Case(
        order, target, seen, view.lastSeen(order), now, knownUnder(order, target));
  }

  @SuppressWarnings("ReferenceEquality") // another order is a reason to compare everything again
  private UnchangedIndex knownUnder(OrderInForce order, String target) {
    var before = known.get(target);
    return before != null && before.order() == order ? before.clean() : UnchangedIndex.empty();
  }

  private static ObservedState restrict(ObservedState observed, Set<ResourceId> believed) {
    var byId = new TreeMap<>(observed.byId());
    byId.keySet().retainAll(believed);
    var undeclared =
        observed.undeclared().stream().filter(each -> believed.contains(each.id())).toList();
    return new ObservedState(observed.at(), byId, undeclared);
  }

  private static List<ObservedResource> allOf(ObservedState seen) {
    var all = new ArrayList<>(seen.byId().values());
    all.addAll(seen.undeclared());
    return all;
  }

  private void conclude(
      OrderInForce order, String target, ObservedState seen, Judgement judgement, Instant now) {
    Map<ResourceId, Drift> drifts =
        judgement.drifts().stream()
            .collect(Collectors.toMap(Drift::id, Function.identity(), (first, _) -> first));
    Map<ResourceId, Blocked> blocked =
        judgement.plan().blocked().stream()
            .collect(Collectors.toMap(Blocked::id, Function.identity(), (first, _) -> first));
    for (var each : allOf(seen)) {
      if (each instanceof ObservedResource.Unknown) {
        continue; // nothing was learnt: the last judgement stays
      }
      var drift = drifts.get(each.id());
      var place = new Place(target, each.id());
      view.update(place, sight -> sight.judged(drift, blocked.get(each.id()), now));
      if (drift == null) {
        parts.culprits().forget(place, now);
      }
      if (drift == null && !order.unfit().containsKey(each.id())) {
        parts.attempts().noteAsDeclared(each.id());
        upkeep.noteAsDeclared(order, target, each);
      }
    }
  }

  private void report(OrderInForce order, Target target, Instant began, boolean full) {
    var took = parts.timeline().since(began);
    var span =
        full
            ? reporter.sweepOf(order, target.name(), began, took)
            : new Reporter.Span(began, took, false);
    parts.sink().accept(reporter.report(order, span));
    if (full) {
      swept.accept(order);
    }
  }

  /** Says how everything is, without having looked. */
  void report(OrderInForce order) {
    var span = new Reporter.Span(parts.timeline().instant(), Duration.ZERO, false);
    parts.sink().accept(reporter.report(order, span));
  }

  private static Map<ResourceId, Instant> nextTry(Judgement judgement) {
    var retries = new HashMap<ResourceId, Instant>();
    judgement
        .plan()
        .blocked()
        .forEach(blocked -> {
          if (blocked.until() != null) {
            retries.put(blocked.id(), blocked.until());
          }
        });
    return retries;
  }
}
