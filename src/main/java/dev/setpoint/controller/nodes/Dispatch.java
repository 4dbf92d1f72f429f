package dev.setpoint.controller.nodes;

import dev.setpoint.controller.nodes.FleetState.Draft;
import dev.setpoint.controller.nodes.FleetState.StoredRollout;
import dev.setpoint.fleet.NodeLink;
import dev.setpoint.fleet.NodeOrder;
import dev.setpoint.fleet.NodeReport;
import dev.setpoint.fleet.OrderDigest;
import dev.setpoint.fleet.Orders;
import dev.setpoint.fleet.Timeline;
import dev.setpoint.manifest.Revision;
import dev.setpoint.rollout.Rollout;
import dev.setpoint.rollout.RolloutEvent;
import dev.setpoint.rollout.RolloutLimits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Gives nodes their orders: at once what a person says, and a revision when its turn comes. A
 * generation is taken only for an order that says something new. A node that no manifest declares
 * gets none. Safe for many threads.
 */
public final class Dispatch {
  private final NodeEdges edges;
  private final Timeline timeline;
  private final Presence presence;
  private final OrderMaker maker;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Standing> standing = new ConcurrentHashMap<>();
  // Written under the lock, read by anybody.
  private volatile Orders target = Orders.none();
  private volatile Rollout rollout = Rollout.none();
  private final RolloutMemory memory;
  private final Latecomers latecomers = new Latecomers();
  // Whoever gets the lock looks at all that has gathered: nodes that speak at once share a flush.
  private final Queue<Happening> happenings = new ConcurrentLinkedQueue<>();
  // All guarded by the lock.
  private final Alarm tick;
  private boolean tidied;

  /** Gives nothing before {@link #begin} or {@link #restore}. */
  public Dispatch(NodeEdges edges, Timeline timeline, Presence presence, OrderMaker maker) {
    this.edges = edges;
    this.timeline = timeline;
    this.presence = presence;
    this.maker = maker;
    this.memory = new RolloutMemory(edges.fleet());
    this.tick = new Alarm(timeline, () -> happens(new RolloutEvent.Tick()));
  }

  /** The orders of the newest revision; nodes that wait for their turn hold earlier ones. */
  public Orders target() {
    return target;
  }

  /** What a node works from, as far as this process knows. */
  public Optional<Standing> standing(String node) {
    return Optional.ofNullable(standing.get(node));
  }

  /** Nodes that were ever given an order. */
  Set<String> nodes() {
    return Set.copyOf(standing.keySet());
  }

  /** How far the rollout of the newest revision is. */
  public Rollout rollout() {
    return rollout;
  }

  /** Takes up what nodes were given before a restart, and goes on from there. */
  public void restore(Orders inForce, List<Orders> earlier) {
    lock.lock();
    try {
      edges.fleet().issued().forEach((node, issued) -> standing.put(node, Standing.stored(issued)));
      earlier.forEach(orders -> orders.nodes().forEach(node -> recognise(node, orders)));
      begin(inForce, memory.recall().orElse(null));
    } finally {
      lock.unlock();
    }
  }

  /** A node that holds what an earlier revision said is offered that again. */
  private void recognise(String node, Orders orders) {
    var known = standing.get(node);
    var link = edges.link(node);
    if (known != null && link.isPresent()) {
      var order = maker.order(orders, node, known.generation());
      if (OrderDigest.of(order).equals(known.digest())) {
        standing.put(node, Standing.of(orders, order, known.digest()));
        link.get().issue(order);
      }
    }
  }

  /** Begins to lead a new revision to the nodes. */
  public void begin(Orders next) {
    lock.lock();
    try {
      latecomers.sourceRead();
      begin(next, null);
    } finally {
      lock.unlock();
    }
  }

  private void begin(Orders next, @Nullable StoredRollout stored) {
    takeHappenings();
    tidied = false;
    var limits = RolloutLimits.of(next.policies()).and(RolloutLimits.of(target.policies()));
    target = next;
    var changed = changedBy(next);
    var now = timeline.instant();
    var id = next.revision().map(Revision::id).orElse("");
    var step =
        stored != null && stored.revisionId().equals(id)
            ? Rollout.resume(
                id, limits, RolloutMemory.stage(stored), changed, this::isConnected, now)
            : rollout.follow(id, limits, changed, placed(next), this::isConnected, now);
    take(step);
  }

  private static int placed(Orders orders) {
    return (int) orders.nodes().stream().filter(orders::holdsSomething).count();
  }

  /** Nodes to which the orders say something new; the others simply go on under them. */
  private List<String> changedBy(Orders next) {
    var changed = new ArrayList<String>();
    for (var node : next.nodes()) {
      var link = edges.link(node);
      if (link.isEmpty()) {
        continue;
      }
      var known = standing.get(node);
      var order = maker.order(next, node, known == null ? 0 : known.generation());
      if (known == null || !known.says(order)) {
        changed.add(node);
      } else {
        standing.put(node, Standing.of(next, order, known.digest()));
        goOn(node, link.get(), known, order);
      }
    }
    return changed;
  }

  /** An agent of this process forgets its order with it, and shows the newest revision. */
  private void goOn(String node, NodeLink link, Standing known, NodeOrder order) {
    if (known.orders() == null) {
      link.issue(order);
    } else if (edges.links().containsKey(node) && !known.isOf(order.revision())) {
      issue(List.of(node));
    }
  }

  /** A person spoke: the node gets what it has, with that, at once. */
  public void reissue(String node) {
    lock.lock();
    try {
      var known = standing.get(node);
      if (known == null || edges.link(node).isEmpty()) {
        return;
      }
      var orders = known.orders();
      // Else its revision is not at hand any more; it goes on with what it has.
      if (orders != null && !known.says(maker.order(orders, node, known.generation()))) {
        issue(Map.of(node, orders));
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * A node has taken orders up to one that this controller has forgotten: it is given the newest
   * revision anew when its turn comes, above those. False when nothing was in the way.
   */
  public boolean catchUp(String node, long taken) {
    lock.lock();
    try {
      var known = standing.get(node);
      if (known != null && known.generation() > taken) {
        return false;
      }
      boolean raised = edges.fleet().raise(node, taken);
      if (known != null) {
        standing.put(node, known.forgotten(taken + 1));
        if (target.nodes().contains(node) && !latecomers.waits(node)) {
          take(rollout.next(new RolloutEvent.Forgotten(node), timeline.instant()));
        }
      }
      return raised || known != null;
    } finally {
      lock.unlock();
    }
  }

  /** The source was read and says what it said before: who waited for that waits no more. */
  public void sourceRead() {
    lock.lock();
    try {
      for (var node : latecomers.sourceRead()) {
        take(rollout.next(new RolloutEvent.Forgotten(node), timeline.instant()));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Something happened that a rollout must know of. */
  public void happens(RolloutEvent event) {
    look(new Happening.Event(event));
  }

  /** What a report means for the rollout; returns at once. */
  public void reported(NodeReport report) {
    if (rollout.isOut(report.node())) {
      timeline.start("rollout", () -> look(new Happening.Said(report)));
    }
  }

  private void look(Happening happening) {
    happenings.add(happening);
    lock.lock();
    try {
      takeHappenings();
    } finally {
      lock.unlock();
    }
  }

  private void takeHappenings() {
    var now = timeline.instant();
    var next = rollout;
    var released = new LinkedHashSet<String>();
    boolean any = false;
    for (var each = happenings.poll(); each != null; each = happenings.poll()) {
      if (each instanceof Happening.Said(var report) && released.contains(report.node())) {
        // It speaks of the order before the one that is about to be made.
        continue;
      }
      var event = event(each);
      if (event.isPresent()) {
        var step = next.next(event.get(), now);
        next = step.rollout();
        released.addAll(step.release());
        any = true;
      }
    }
    if (any) {
      take(new Rollout.Step(next, List.copyOf(released)));
    }
  }

  private Optional<RolloutEvent> event(Happening happening) {
    return switch (happening) {
      case Happening.Event(var event) -> Optional.of(event);
      case Happening.Said(var report) -> judge(report);
    };
  }

  private Optional<RolloutEvent> judge(NodeReport report) {
    var node = report.node();
    var known = standing.get(node);
    if (known == null || report.generation() < known.generation()) {
      return Optional.empty();
    }
    var seen = report.full() ? known.looked() : known;
    standing.put(node, seen);
    if (!seen.isLookedAt()) {
      return Optional.empty();
    }
    return switch (RolloutVerdict.of(report, seen.blameless())) {
      case RolloutVerdict.Ready _ -> Optional.of(new RolloutEvent.Ready(node));
      case RolloutVerdict.Failed(var what) -> Optional.of(new RolloutEvent.Failed(node, what));
      case RolloutVerdict.NotYet _ -> Optional.empty();
    };
  }

  private void take(Rollout.Step step) {
    rollout = step.rollout();
    memory.keep(rollout);
    issue(step.release());
    if (rollout.isDone() && !tidied) {
      edges.keep().accept(target.needed());
      tidied = true;
    }
    tick.set(rollout.nextTick());
  }

  private void issue(Collection<String> nodes) {
    var orders = new LinkedHashMap<String, Orders>();
    nodes.forEach(node -> orders.put(node, target));
    issue(orders);
  }

  /** Durable first, sent then. */
  private void issue(Map<String, Orders> byNode) {
    if (byNode.isEmpty()) {
      return;
    }
    var drafts = new ArrayList<Draft>();
    var made = new ArrayList<Made>();
    byNode.forEach((node, orders) -> {
      var order = maker.order(orders, node, 0);
      var digest = OrderDigest.of(order);
      made.add(new Made(orders, order, digest));
      drafts.add(new Draft(node, digest, order.revision().id()));
    });
    var generations = edges.fleet().issue(drafts);
    for (var each : made) {
      var node = each.order().node();
      var order = each.order().under(generations.getOrDefault(node, 1L));
      var before = standing.get(node);
      standing.put(
          node, Standing.after(before, each.orders(), order, each.digest(), maker.stalled(node)));
      edges.link(node).ifPresent(link -> link.issue(order));
    }
  }

  /** An order that has no generation yet. */
  private record Made(Orders orders, NodeOrder order, String digest) {}

  private boolean isConnected(String node) {
    return edges.links().containsKey(node) || presence.isConnected(node);
  }

  /** Revisions that some node still works from, oldest first; a restart must find them. */
  public List<Revision> revisionsInUse() {
    var used = new LinkedHashSet<Revision>();
    standing.forEach((_, each) -> each.revision().ifPresent(used::add));
    return used.stream()
        .sorted((one, other) -> one.committedAt().compareTo(other.committedAt()))
        .toList();
  }
}
