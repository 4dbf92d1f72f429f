package dev.setpoint.rollout;

import dev.setpoint.fleet.NodeOrder.OrderedResource;
import dev.setpoint.fleet.Orders;
import dev.setpoint.manifest.Protection;
import dev.setpoint.manifest.ResourceId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a revision takes away, as far as guards need it. A node whose manifest is gone is no
 * removal: it gets no new order and keeps what it has.
 *
 * @param managedBefore resources on all nodes together, each counted once per node
 * @param manifestsBefore nodes and resources declared before
 * @param manifestsAfter nodes and resources declared after
 * @param heldBefore of each node that loses something, how much it held
 * @param removals what is taken from which node, sorted
 */
public record FleetChange(
    int managedBefore,
    int manifestsBefore,
    int manifestsAfter,
    Map<String, Integer> heldBefore,
    List<Removal> removals) {
  public FleetChange {
    heldBefore = Collections.unmodifiableMap(new TreeMap<>(heldBefore));
    removals = List.copyOf(removals);
  }

  /**
   * One resource that a node is to lose.
   *
   * @param protection what the declaration that goes says
   */
  public record Removal(String node, ResourceId id, Protection protection) {
    @Override
    public String toString() {
      return id + "@" + node;
    }
  }

  /** The change from one revision's orders to the next one's. */
  public static FleetChange between(Orders before, Orders after) {
    int managed = 0;
    var held = new TreeMap<String, Integer>();
    var removals = new ArrayList<Removal>();
    for (var node : before.isMade() ? before.nodes() : List.<String>of()) {
      var had = resources(before, node);
      managed += had.size();
      if (after.nodes().contains(node)) {
        int known = removals.size();
        addRemovals(node, had, resources(after, node), removals);
        if (removals.size() > known) {
          held.put(node, had.size());
        }
      }
    }
    return new FleetChange(
        managed,
        before.size() + before.nodes().size(),
        after.size() + after.nodes().size(),
        held,
        removals);
  }

  private static List<OrderedResource> resources(Orders orders, String node) {
    return orders.order(node, 1, List.of()).resources();
  }

  @SuppressWarnings("ReferenceEquality") // a list that was handed on is the same one
  private static void addRemovals(
      String node, List<OrderedResource> had, List<OrderedResource> has, List<Removal> removals) {
    if (had == has) {
      return;
    }
    var kept = new HashSet<ResourceId>();
    has.forEach(each -> kept.add(each.manifest().id()));
    had.stream()
        .map(OrderedResource::manifest)
        .filter(manifest -> !kept.contains(manifest.id()))
        .map(manifest -> new Removal(node, manifest.id(), manifest.protection()))
        .sorted((one, other) -> one.id().compareTo(other.id()))
        .forEach(removals::add);
  }
}
