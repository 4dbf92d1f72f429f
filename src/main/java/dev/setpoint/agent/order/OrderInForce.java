package dev.setpoint.agent.order;

import dev.setpoint.fleet.NodeOrder;
import dev.setpoint.fleet.NodeOrder.OrderedResource;
import dev.setpoint.fleet.NodeOrder.Suspension;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.DesiredState;
import dev.setpoint.reconcile.Plan.Blocked;
import dev.setpoint.reconcile.plan.Request;
import dev.setpoint.target.ResourceInputs;
import dev.setpoint.target.Target;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * An order in the terms of this machine: every resource on its target, described in that target's
 * normal form. Immutable.
 *
 * @param order as issued
 * @param targets engines by name, the default one first
 * @param desired everything that has a target
 * @param byTarget the same, target by target
 * @param understood every resource that has a target
 * @param unfit resources that cannot be worked on, and why; they are never touched
 * @param dependants which resources need this one
 * @param hosts the Hosts of the order, taken apart
 */
public record OrderInForce(
    NodeOrder order,
    SequencedMap<String, Target> targets,
    DesiredState desired,
    Map<String, DesiredState> byTarget,
    Map<ResourceId, Understood> understood,
    Map<ResourceId, Blocked> unfit,
    Map<ResourceId, Set<ResourceId>> dependants,
    HostsInForce hosts) {
  public OrderInForce {
    targets = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(targets));
    byTarget = Map.copyOf(byTarget);
    understood = Collections.unmodifiableMap(new LinkedHashMap<>(understood));
    unfit = Map.copyOf(unfit);
    dependants = Map.copyOf(dependants);
  }

  /** What should be on a target. */
  public DesiredState on(Target target) {
    return on(target.name());
  }

  /** What should be on a target; nothing, when the order does not know it. */
  public DesiredState on(String target) {
    var on = byTarget.get(target);
    return on == null ? desired.with(Map.of()) : on;
  }

  public Optional<DesiredResource> find(ResourceId id) {
    return Optional.ofNullable(understood.get(id)).map(Understood::resource);
  }

  /** Whether git declares it for this node, on whatever target. */
  public boolean declares(ResourceId id) {
    return understood.containsKey(id) || unfit.containsKey(id);
  }

  /** These resources and everything that needs one of them. */
  public Set<ResourceId> dependantsOf(Set<ResourceId> ids) {
    var needing = new HashSet<ResourceId>();
    ids.forEach(id -> needing.addAll(dependants.getOrDefault(id, Set.of())));
    return needing;
  }

  /** A person's word that takes a resource out of reconciliation now. */
  public Optional<Suspension> suspension(ResourceId id, Instant now) {
    return order.suspensions().stream()
        .filter(each -> each.id() == null || each.id().equals(id))
        .filter(each -> each.until() == null || each.until().isAfter(now))
        .findFirst();
  }

  /** What a person asks for, by its id. */
  public Optional<Request> request(String id) {
    return order.requests().stream().filter(each -> each.id().equals(id)).findFirst();
  }

  /** Resources of which a person asks something that the order before did not say. */
  public Set<ResourceId> askedSince(OrderInForce before) {
    var asked = new HashSet<ResourceId>();
    order.requests().stream()
        .filter(each -> !before.order.requests().contains(each))
        .forEach(each -> asked.add(each.resource()));
    return asked;
  }

  /** Resources that git wants otherwise than the order before, or did not name before. */
  public Set<ResourceId> changedSince(OrderInForce before) {
    var changed = new HashSet<ResourceId>();
    understood.forEach((id, now) -> {
      var then = before.understood.get(id);
      if (then == null || !then.resource().equals(now.resource())) {
        changed.add(id);
      }
    });
    unfit.forEach((id, _) -> {
      if (!before.unfit.containsKey(id)) {
        changed.add(id);
      }
    });
    return changed;
  }

  /** Whether a resource of the order before is gone from this one or from its target. */
  public boolean removesFrom(OrderInForce before) {
    return before.understood.entrySet().stream()
        .anyMatch(entry -> {
          var now = understood.get(entry.getKey());
          return now == null || !now.target().equals(entry.getValue().target());
        });
  }

  /**
   * One resource.
   *
   * @param source as ordered
   * @param target name of its target
   * @param inputs what its manifest refers to
   * @param secrets the secrets it was described with, for noticing that they changed; never printed
   * @param resource what it should be
   */
  public record Understood(
      OrderedResource source,
      String target,
      ResourceInputs inputs,
      Map<String, String> secrets,
      DesiredResource resource) {
    @Override
    public String toString() {
      return "Understood[" + resource.id() + " on " + target + "]";
    }
  }
}
