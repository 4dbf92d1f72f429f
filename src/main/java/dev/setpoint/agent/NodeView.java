package dev.setpoint.agent;

import dev.setpoint.agent.Sight.Place;
import dev.setpoint.agent.order.OrderInForce;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.ObservedResource;
import dev.setpoint.reconcile.ObservedState;
import dev.setpoint.reconcile.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the agent knows of its node: the order in force, every resource as last seen, and who is
 * working on what. Looks may overlap; each has a number, and what a look saw is believed only when
 * nobody has touched the resource since the look began. That is what keeps a slow look at
 * everything from undoing a quick correction. Safe for many threads: one lock guards all of it, and
 * it is never held while an engine or the record is asked.
 */
final class NodeView {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();
  // All guarded by the lock.
  private final Map<Place, Sight> sights = new HashMap<>();
  private @Nullable OrderInForce order;
  private long looks;

  Optional<OrderInForce> order() {
    return locked(() -> Optional.ofNullable(order));
  }

  /** Puts an order in force; the one before, if there was one. */
  Optional<OrderInForce> replaceOrder(OrderInForce next) {
    return locked(() -> {
      var before = Optional.ofNullable(order);
      order = next;
      return before;
    });
  }

  /** Number of a look that begins now. */
  long beginLook() {
    return locked(() -> ++looks);
  }

  /**
   * Keeps what a look saw.
   *
   * @param full whether it looked at everything; then what it did not see is forgotten
   * @return what may be believed of it; the rest is being worked on or was worked on meanwhile
   */
  Believed believe(String target, long look, ObservedState observed, boolean full) {
    return locked(() -> {
      var believed = new HashSet<ResourceId>();
      var moved = new HashSet<ResourceId>();
      var seen = new ArrayList<>(observed.byId().values());
      seen.addAll(observed.undeclared());
      seen.forEach(each -> {
        var before = view(target, each.id()).observed();
        if (keep(target, look, each)) {
          believed.add(each.id());
          if (Sight.hasMovedOn(before, each)) {
            moved.add(each.id());
          }
        }
      });
      if (full) {
        forgetUnseen(target, look, believed, seen);
      }
      return new Believed(believed, moved);
    });
  }

  /**
   * What of a look is believed.
   *
   * @param ids resources
   * @param moved those of them that run, exist or feel otherwise than before
   */
  record Believed(Set<ResourceId> ids, Set<ResourceId> moved) {
    Believed {
      ids = Set.copyOf(ids);
      moved = Set.copyOf(moved);
    }
  }

  private Sight view(String target, ResourceId id) {
    var place = new Place(target, id);
    return sights.getOrDefault(place, Sight.none(place));
  }

  private boolean keep(String target, long look, ObservedResource seen) {
    var place = new Place(target, seen.id());
    var before = sights.getOrDefault(place, Sight.none(place));
    if (before.isBusy() || before.touched() > look) {
      sights.put(place, before.isBusy() ? before.wantedAgain() : before);
      return false;
    }
    sights.put(place, before.seen(seen, look));
    return true;
  }

  private void forgetUnseen(
      String target, long look, Set<ResourceId> believed, Collection<ObservedResource> seen) {
    var ids = new HashSet<>(believed);
    seen.forEach(each -> ids.add(each.id()));
    sights
        .values()
        .removeIf(sight ->
            sight.place().target().equals(target)
                && !ids.contains(sight.place().id())
                && !sight.isBusy()
                && sight.touched() <= look);
  }

  /** Every declared resource as it may be judged by, those not seen yet left out. */
  Map<ResourceId, ObservedResource> lastSeen(OrderInForce by) {
    return locked(() -> {
      var seen = new HashMap<ResourceId, ObservedResource>();
      by.understood()
          .forEach((id, each) -> {
            var observed = view(each.target(), id).forJudging();
            if (observed != null) {
              seen.put(id, observed);
            }
          });
      return seen;
    });
  }

  /** Changes what is known of a resource. */
  void update(Place place, UnaryOperator<Sight> change) {
    locked(() ->
        sights.compute(
            place, (_, before) -> change.apply(before == null ? Sight.none(place) : before)));
  }

  Sight sight(Place place) {
    return locked(() -> sights.getOrDefault(place, Sight.none(place)));
  }

  /** Everything that is known, sorted by place. */
  List<Sight> sights() {
    return locked(() -> List.copyOf(sights.values()));
  }

  /** Asks for another look at those that are being worked on; the others are returned. */
  Set<ResourceId> withoutBusy(String target, Set<ResourceId> ids) {
    return locked(() -> {
      var free = new HashSet<ResourceId>();
      ids.forEach(id -> {
        var place = new Place(target, id);
        var sight = sights.get(place);
        if (sight != null && sight.isBusy()) {
          sights.put(place, sight.wantedAgain());
        } else {
          free.add(id);
        }
      });
      return free;
    });
  }

  /**
   * Takes the resources of these corrections to work on, unless a newer order is in force. Those
   * that somebody touched since the look are left out, those that need one that is left out, and
   * those whose network is being worked on: it is taken from under them and given back, and whoever
   * connects them meanwhile keeps the old one from being removed.
   */
  @SuppressWarnings("ReferenceEquality") // the very order that was judged by, not one like it
  List<Correction> claim(String target, long look, OrderInForce by, List<Correction> wanted) {
    return locked(() -> {
      var claimed = new ArrayList<Correction>();
      if (order != by) {
        return claimed;
      }
      var left = new HashSet<ResourceId>();
      wanted.forEach(correction -> {
        var sight = view(target, correction.id());
        boolean free =
            !sight.isBusy() && sight.touched() <= look && !losesItsNetwork(by, correction.id());
        if (free && Collections.disjoint(correction.due().after(), left)) {
          claimed.add(correction);
        } else {
          left.add(correction.id());
        }
      });
      claimed.forEach(correction -> {
        var place = new Place(target, correction.id());
        sights.put(
            place,
            view(target, correction.id())
                .doing(correction.verb() + " waits for its turn", ++looks));
      });
      return claimed;
    });
  }

  private boolean losesItsNetwork(OrderInForce by, ResourceId id) {
    return by.find(id).stream()
        .flatMap(desired -> desired.needs().stream())
        .map(DesiredResource.Need::id)
        .filter(need -> need.kind() == ResourceKind.NETWORK)
        .anyMatch(need ->
            sights.values().stream()
                .anyMatch(sight -> sight.place().id().equals(need) && sight.isBusy()));
  }

  /**
   * Ends work on a resource.
   *
   * @param after what the look afterwards saw, or null when there was none
   * @return whether somebody asked for another look meanwhile
   */
  boolean release(Place place, @Nullable ObservedResource after, Outcome.@Nullable Failed failed) {
    return locked(() -> {
      var before = sights.getOrDefault(place, Sight.none(place));
      var now = before.doing(null, ++looks).failed(failed);
      sights.put(place, after == null ? now : now.seen(after, looks));
      idle.signalAll();
      return before.lookAgain();
    });
  }

  /** Since when a drift is known; now, when it is new. */
  Instant driftSince(Place place, Instant now) {
    var since = sight(place).driftSince();
    return since == null ? now : since;
  }

  /**
   * Puts no order in force any more, so that nothing new is begun, and waits for what runs.
   *
   * @return whether nothing runs any more
   */
  boolean close(Duration within) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      order = null;
      long left = within.toNanos();
      while (left > 0 && sights.values().stream().anyMatch(Sight::isBusy)) {
        left = idle.awaitNanos(left);
      }
      return sights.values().stream().noneMatch(Sight::isBusy);
    } finally {
      lock.unlock();
    }
  }

  private <T> T locked(Supplier<T> step) {
    lock.lock();
    try {
      return step.get();
    } finally {
      lock.unlock();
    }
  }
}
