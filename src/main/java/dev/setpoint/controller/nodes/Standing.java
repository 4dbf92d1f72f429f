package dev.setpoint.controller.nodes;

import dev.setpoint.controller.nodes.FleetState.Issued;
import dev.setpoint.fleet.NodeOrder;
import dev.setpoint.fleet.NodeOrder.OrderedResource;
import dev.setpoint.fleet.OrderDigest;
import dev.setpoint.fleet.Orders;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.Revision;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a node was last given.
 *
 * @param orders what it was made from; null after a restart, while this process cannot tell
 * @param order the order; null likewise, or when the node holds another one
 * @param digest of its content
 * @param isLookedAt whether the node has looked at everything under it
 * @param blameless resources that stood still before it and that it did not touch
 */
public record Standing(
    @Nullable Orders orders,
    @Nullable NodeOrder order,
    long generation,
    String digest,
    boolean isLookedAt,
    Set<ResourceId> blameless) {
  public Standing {
    blameless = Set.copyOf(blameless);
  }

  static Standing stored(Issued issued) {
    return new Standing(null, null, issued.generation(), issued.digest(), false, Set.of());
  }

  static Standing of(Orders orders, NodeOrder order, String digest) {
    return new Standing(orders, order, order.generation(), digest, true, Set.of());
  }

  /**
   * A new order.
   *
   * @param stalled resources that stand still now
   */
  @SuppressWarnings("ReferenceEquality") // orders of one revision are one object
  static Standing after(
      @Nullable Standing before,
      Orders orders,
      NodeOrder order,
      String digest,
      Set<ResourceId> stalled) {
    if (before != null && orders == before.orders()) {
      // Only what people say is new: what was to blame before is so still.
      return new Standing(orders, order, order.generation(), digest, false, before.blameless());
    }
    var known = before == null ? null : before.order();
    var unchanged = new HashSet<ResourceId>();
    if (known != null && !stalled.isEmpty()) {
      Set<OrderedResource> old = Collections.newSetFromMap(new IdentityHashMap<>());
      old.addAll(known.resources());
      order.resources().stream()
          .filter(old::contains)
          .map(each -> each.manifest().id())
          .filter(stalled::contains)
          .forEach(unchanged::add);
    }
    return new Standing(orders, order, order.generation(), digest, false, unchanged);
  }

  /** Nobody knows what the node works from; its next order has at least this generation. */
  Standing forgotten(long next) {
    return new Standing(orders, null, next, "", false, Set.of());
  }

  Standing looked() {
    return new Standing(orders, order, generation, digest, true, blameless);
  }

  boolean isOf(Revision revision) {
    return order != null && order.revision().equals(revision);
  }

  Optional<Revision> revision() {
    return Optional.ofNullable(order).map(NodeOrder::revision);
  }

  /** The declaration of a resource that the node was given. */
  public Optional<OrderedResource> find(ResourceId id) {
    return order == null
        ? Optional.empty()
        : order.resources().stream().filter(each -> each.manifest().id().equals(id)).findFirst();
  }

  /** Whether the node has been told this already. */
  boolean says(NodeOrder other) {
    return isPlainlySame(other) || OrderDigest.of(other).equals(digest);
  }

  /** Cheap for what was handed on as it was. */
  private boolean isPlainlySame(NodeOrder other) {
    return order != null
        && order.mode() == other.mode()
        && order.targets().equals(other.targets())
        && order.suspensions().equals(other.suspensions())
        && order.approved().equals(other.approved())
        && order.requests().equals(other.requests())
        && areSame(order.resources(), other.resources());
  }

  @SuppressWarnings("ReferenceEquality") // what a commit did not touch is the same object
  private static boolean areSame(List<OrderedResource> one, List<OrderedResource> other) {
    if (one == other) {
      return true;
    }
    if (one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      if (one.get(i) != other.get(i)) {
        return false;
      }
    }
    return true;
  }
}
