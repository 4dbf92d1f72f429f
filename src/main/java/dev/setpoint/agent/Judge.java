package dev.setpoint.agent;

import dev.setpoint.agent.order.HoldFile;
import dev.setpoint.agent.order.OrderInForce;
import dev.setpoint.fleet.NodeOrder;
import dev.setpoint.manifest.Mode;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.AppliedRecord;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.Drift;
import dev.setpoint.reconcile.Drift.FieldDrift;
import dev.setpoint.reconcile.DriftDetector;
import dev.setpoint.reconcile.DriftDetector.Detection;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource;
import dev.setpoint.reconcile.ObservedState;
import dev.setpoint.reconcile.Plan;
import dev.setpoint.reconcile.Plan.Blocked;
import dev.setpoint.reconcile.UnchangedIndex;
import dev.setpoint.reconcile.plan.LoopBreaker;
import dev.setpoint.reconcile.plan.PlanInput;
import dev.setpoint.reconcile.plan.Planner;
import dev.setpoint.reconcile.plan.Request;
import dev.setpoint.reconcile.plan.Wishes;
import dev.setpoint.reconcile.plan.Wishes.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what differs on a target and what is to be done about it. Touches nothing. */
final class Judge {
  private final AgentSettings settings;
  private final Ledger ledger;

  Judge(AgentSettings settings, Ledger ledger) {
    this.settings = settings;
    this.ledger = ledger;
  }

  /**
   * What is judged.
   *
   * @param order the order in force
   * @param target name of the target that was looked at
   * @param seen what was just seen there; only this is judged
   * @param rest everything on the node as last seen, for what those need
   * @param now the time of the look
   * @param known what earlier looks under the same order found clean
   */
  record Case(
      OrderInForce order,
      String target,
      ObservedState seen,
      Map<ResourceId, ObservedResource> rest,
      Instant now,
      UnchangedIndex known) {
    /** The same, knowing of nothing that it is clean. */
    Case(
        OrderInForce order,
        String target,
        ObservedState seen,
        Map<ResourceId, ObservedResource> rest,
        Instant now) {
      this(order, target, seen, rest, now, UnchangedIndex.empty());
    }
  }

  /**
   * The answer.
   *
   * @param drifts what differs, at most one for each resource
   * @param plan what is to be done, and what is not and why
   * @param unchanged what is known to be clean now
   * @param refusals what people asked for and what is not done
   */
  record Judgement(
      List<Drift> drifts, Plan plan, UnchangedIndex unchanged, List<Refusal> refusals) {
    Judgement {
      drifts = List.copyOf(drifts);
      refusals = List.copyOf(refusals);
    }
  }

  Judgement judge(Case question) {
    var records = ledger.records();
    var detection = detect(question, records);
    var drifts = worthy(question, detection.drifts());
    var order = question.order();
    var moving =
        drifts.stream()
            .map(drift -> stillElsewhere(question, drift, records.get(drift.id())))
            .flatMap(Optional::stream)
            .collect(Collectors.toMap(Blocked::id, blocked -> blocked));
    var workable =
        drifts.stream()
            .filter(drift -> !order.unfit().containsKey(drift.id()))
            .filter(drift -> !moving.containsKey(drift.id()))
            .toList();
    var forbidden =
        workable.stream()
            .map(drift -> forbidden(question, drift))
            .flatMap(Optional::stream)
            .collect(Collectors.toMap(Blocked::id, blocked -> blocked));
    var allowed = workable.stream().filter(drift -> !forbidden.containsKey(drift.id())).toList();
    var input = input(question, allowed, records);
    var plan = Planner.plan(input);
    var blocked = new ArrayList<>(plan.blocked());
    blocked.addAll(moving.values());
    blocked.addAll(forbidden.values());
    return new Judgement(
        drifts,
        new Plan(plan.node(), plan.generation(), plan.revision(), plan.corrections(), blocked),
        detection.unchanged(),
        refusals(question, input));
  }

  private Detection detect(Case question, Map<ResourceId, AppliedRecord> records) {
    var order = question.order();
    var byId = new TreeMap<>(question.seen().byId());
    // For an object whose resource is declared on another target, the detector wants to know how it
    // stands there.
    question.seen().undeclared().stream()
        .map(ObservedResource.Present::id)
        .filter(question.rest()::containsKey)
        .forEach(id -> byId.putIfAbsent(id, question.rest().get(id)));
    var seen = new ObservedState(question.seen().at(), byId, question.seen().undeclared());
    return detector(order).detect(order.desired(), seen, records, question.known());
  }

  /** Those that are about what was looked at. */
  private List<Drift> worthy(Case question, List<Drift> drifts) {
    return drifts.stream()
        .filter(drift ->
            drift instanceof Drift.Orphaned || question.seen().byId().containsKey(drift.id()))
        .filter(drift -> !lacksOnlyItsRecord(drift, question.seen().byId().get(drift.id())))
        .toList();
  }

  private DriftDetector detector(OrderInForce order) {
    return new DriftDetector(
        settings.installation(),
        (target, kind) -> {
          var engine = order.targets().get(target);
          if (engine == null) {
            throw new IllegalStateException("the order knows no target " + target);
          }
          return engine.table(kind);
        });
  }

  /** As declared and with our mark: a crash took the record, the look just made gives it back. */
  private boolean lacksOnlyItsRecord(Drift drift, @Nullable ObservedResource seen) {
    return drift instanceof Drift.Changed changed
        && changed.fields().isEmpty()
        && seen instanceof ObservedResource.Present present
        && present.leftovers().isEmpty()
        && RecordUpkeep.isMarkedOurs(settings, present);
  }

  /** What moves to another target is made there only when it is gone here: both want its ports. */
  private static Optional<Blocked> stillElsewhere(
      Case question, Drift drift, @Nullable AppliedRecord record) {
    if (record == null
        || !(drift instanceof Drift.Missing)
        || record.target().equals(question.target())
        || !question.order().targets().containsKey(record.target())) {
      return Optional.empty();
    }
    var message =
        "%s moves from %s to %s and waits until it is gone from %s"
            .formatted(drift.id(), record.target(), question.target(), record.target());
    return Optional.of(new Blocked(drift.id(), FailureReason.WAITING, message, null));
  }

  /**
   * What this machine's own policy does not allow is not even planned. What is left over from an
   * interrupted correction is put in order all the same, and what is to go may go.
   */
  private static Optional<Blocked> forbidden(Case question, Drift drift) {
    var understood = question.order().understood().get(drift.id());
    boolean makes =
        switch (drift) {
          case Drift.Missing missing -> missing.leftovers().isEmpty();
          case Drift.Changed changed -> !hasLeftovers(question.seen().byId().get(changed.id()));
          case Drift.Conflicting _ -> true;
          case Drift.Orphaned _ -> false;
        };
    if (understood == null || !makes || understood.resource().mode() == Mode.OFF) {
      return Optional.empty();
    }
    return policy(question, drift.id())
        .map(why -> new Blocked(drift.id(), FailureReason.NOT_ALLOWED_HERE, why, null));
  }

  private static boolean hasLeftovers(@Nullable ObservedResource seen) {
    return seen instanceof ObservedResource.Present present && !present.leftovers().isEmpty();
  }

  private PlanInput input(
      Case question, List<Drift> drifts, Map<ResourceId, AppliedRecord> records) {
    var order = question.order();
    var known = new TreeMap<>(question.rest());
    known.putAll(question.seen().byId());
    return new PlanInput(
        order.desired(),
        new ObservedState(question.seen().at(), known, question.seen().undeclared()),
        drifts,
        records,
        ledger.histories(),
        order.order().suspensions().stream().map(Judge::suspension).toList(),
        order.order().mode(),
        order.order().approved(),
        requests(question).stream()
            .filter(request -> policy(question, request.resource()).isEmpty())
            .toList(),
        question.now());
  }

  /** Of what was looked at; the others' turn comes with their own look. */
  private List<Request> requests(Case question) {
    var order = question.order();
    return order.order().requests().stream()
        .filter(request -> question.seen().byId().containsKey(request.resource()))
        .filter(request -> !order.unfit().containsKey(request.resource()))
        .filter(request -> request.isOpenAt(question.now()))
        .filter(request -> !ledger.history(request.resource()).hasAnswered(request.id()))
        .toList();
  }

  private List<Refusal> refusals(Case question, PlanInput input) {
    var refusals = new ArrayList<>(Wishes.refusals(input));
    for (Request request : requests(question)) {
      policy(question, request.resource())
          .map(why -> new Refusal(request, FailureReason.NOT_ALLOWED_HERE, why))
          .ifPresent(refusals::add);
    }
    return refusals;
  }

  /** Why the machine's own policy does not allow a resource as it is declared. */
  private static Optional<String> policy(Case question, ResourceId id) {
    var understood = question.order().understood().get(id);
    if (understood == null) {
      return Optional.empty();
    }
    var target = question.order().targets().get(understood.target());
    return target == null
        ? Optional.empty()
        : target.forbids(understood.resource(), understood.inputs());
  }

  private static PlanInput.Suspension suspension(NodeOrder.Suspension said) {
    var hold = said.by().equals(HoldFile.BY) ? said.why() : null;
    return new PlanInput.Suspension(said.id(), said.until(), hold);
  }

  /** Whether a look after a correction shows what it was to bring about. */
  boolean hasConverged(
      OrderInForce order, Correction correction, @Nullable ObservedResource after, Instant now) {
    if (after == null || after instanceof ObservedResource.Unknown) {
      return true; // nothing speaks against what the target said
    }
    var seen = new ObservedState(now, new TreeMap<>(Map.of(after.id(), after)), List.of());
    var left = detector(order).detect(order.desired(), seen, ledger.records());
    return left.stream().allMatch(drift -> isAboutOthers(drift, LoopBreaker.paths(correction)));
  }

  /** Whether a resource is as git says, its record aside. */
  boolean isAsDeclared(OrderInForce order, ObservedResource.Present present, Instant now) {
    var seen = new ObservedState(now, new TreeMap<>(Map.of(present.id(), present)), List.of());
    return detector(order).detect(order.desired(), seen, ledger.records()).stream()
        .allMatch(drift -> drift instanceof Drift.Changed changed && changed.fields().isEmpty());
  }

  /** Whether a drift is about other fields than these. */
  private static boolean isAboutOthers(Drift drift, Set<String> paths) {
    return switch (drift) {
      case Drift.Changed changed ->
          changed.fields().stream().map(FieldDrift::path).noneMatch(paths::contains);
      case Drift.Missing _, Drift.Orphaned _, Drift.Conflicting _ -> false;
    };
  }
}
