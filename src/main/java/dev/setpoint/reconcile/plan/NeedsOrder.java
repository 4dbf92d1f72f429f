package dev.setpoint.reconcile.plan;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.DesiredResource.Need;
import dev.setpoint.reconcile.DesiredState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The order in which what is needed comes first; between equals, by id. */
final class NeedsOrder {
  private NeedsOrder() {}

  /**
   * These resources, each after those of them that it needs. The reader refuses cycles; should one
   * come through all the same, its members follow in the order of their ids.
   */
  static List<ResourceId> of(Set<ResourceId> ids, DesiredState desired) {
    Map<ResourceId, Integer> open = new TreeMap<>();
    Map<ResourceId, List<ResourceId>> users = new HashMap<>();
    for (ResourceId id : ids) {
      Set<ResourceId> needed = neededBy(id, ids, desired);
      open.put(id, needed.size());
      needed.forEach(need -> users.computeIfAbsent(need, _ -> new ArrayList<>()).add(id));
    }
    var ready = new TreeSet<ResourceId>();
    open.forEach((id, count) -> {
      if (count == 0) {
        ready.add(id);
      }
    });
    var order = new ArrayList<ResourceId>(ids.size());
    while (!open.isEmpty()) {
      // with nothing ready all that is left are cycles: break one at its first member
      ResourceId next = ready.isEmpty() ? open.keySet().iterator().next() : ready.pollFirst();
      open.remove(next);
      order.add(next);
      for (ResourceId user : users.getOrDefault(next, List.of())) {
        Integer left = open.computeIfPresent(user, (_, count) -> count - 1);
        if (left != null && left == 0) {
          ready.add(user);
        }
      }
    }
    return order;
  }

  private static Set<ResourceId> neededBy(
      ResourceId id, Set<ResourceId> ids, DesiredState desired) {
    DesiredResource resource = desired.byId().get(id);
    var needed = new TreeSet<ResourceId>();
    for (Need need : resource == null ? List.<Need>of() : resource.needs()) {
      if (ids.contains(need.id()) && !need.id().equals(id)) {
        needed.add(need.id());
      }
    }
    return needed;
  }
}
