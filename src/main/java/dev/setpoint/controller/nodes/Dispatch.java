package dev.setpoint.controller.nodes;

import dev.setpoint.controller.nodes.FleetState.Draft;
import dev.setpoint.controller.nodes.FleetState.StoredRollout;
import dev.setpoint.fleet.NodeLink;
import dev.setpoint.fleet.NodeOrder;
import dev.setpoint.fleet.NodeReport;
import dev.setpoint.fleet.OrderDigest;
import dev.setpoint.fleet.Orders;
import dev.setpoint.fleet.Timeline;
import dev.setpoint.fleet.Timeline.Ticket;
import dev.setpoint.manifest.Revision;
import dev.setpoint.rollout.Rollout;
import dev.setpoint.rollout.RolloutEvent;
import dev.setpoint.rollout.RolloutLimits;
import dev.setpoint.rollout.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Gives nodes their orders: at once what a person says, and a revision when its turn comes. A
 * generation is taken only for an order that says something new. A node that no manifest declares
 * gets none. Safe for many threads.
 */
public final class Dispatch {
  private static final Logger LOG = Logger.getLogger(Dispatch.class);

  private final NodeEdges edges;
  private final Timeline timeline;
  private final Presence presence;
  private final OrderMaker maker;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Standing> standing = new ConcurrentHashMap<>();
  // Written under the lock, read by anybody.
  private volatile Orders target = Orders.none();
  private volatile Rollout rollout = Rollout.none();
  // Both guarded by the lock.
  private @Nullable Ticket tick;
  private @Nullable StoredRollout kept;

  /** Gives nothing before {@link #begin} or {@link #restore}. */
  public Dispatch(NodeEdges edges, Timeline timeline, Presence presence, OrderMaker maker) {
    this.edges = edges;
    this.timeline = timeline;
    this.presence = presence;
    this.maker = maker;
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
      var stored = edges.fleet().rollout().orElse(null);
      kept = stored;
      begin(inForce, stored);
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
      begin(next, null);
    } finally {
      lock.unlock();
    }
  }

  private void begin(Orders next, @Nullable StoredRollout stored) {
    var limits = RolloutLimits.of(next.policies()).and(RolloutLimits.of(target.policies()));
    target = next;
    var changed = changedBy(next);
    var now = timeline.instant();
    var id = next.revision().map(Revision::id).orElse("");
    var step =
        stored != null && stored.revisionId().equals(id)
            ? Rollout.resume(id, limits, stage(stored), changed, this::isConnected, now)
            : Rollout.begin(id, limits, changed, placed(next), this::isConnected, now);
    take(step);
  }

  private static Stage stage(StoredRollout stored) {
    var canary = stored.canary();
    return switch (stored.stage()) {
      case "canary" -> new Stage.Canary(canary, null);
      case "stopped" -> new Stage.Stopped(canary == null ? "" : canary, stored.what());
      default -> new Stage.Open();
    };
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
      if (orders == null) {
        return; // its revision is not at hand any more; it goes on with what it has
      }
      var order = maker.order(orders, node, known.generation());
      if (!known.says(order)) {
        issue(Map.of(node, orders));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Something happened that a rollout must know of. */
  public void happens(RolloutEvent event) {
    lock.lock();
    try {
      take(rollout.next(event, timeline.instant()));
    } finally {
      lock.unlock();
    }
  }

  /** What a report means for the rollout; returns at once. */
  public void reported(NodeReport report) {
    var node = report.node();
    if (rollout.isOut(node)) {
      timeline.start("rollout", () -> judge(report));
    }
  }

  private void judge(NodeReport report) {
    var node = report.node();
    lock.lock();
    try {
      var known = standing.get(node);
      if (known == null || report.generation() < known.generation()) {
        return;
      }
      var seen = report.full() ? known.looked() : known;
      standing.put(node, seen);
      if (!seen.isLookedAt()) {
        return;
      }
      switch (RolloutVerdict.of(report, seen.blameless())) {
        case RolloutVerdict.Ready _ -> happens(new RolloutEvent.Ready(node));
        case RolloutVerdict.Failed(var what) -> happens(new RolloutEvent.Failed(node, what));
        case RolloutVerdict.NotYet _ -> {}
      }
    } finally {
      lock.unlock();
    }
  }

  private void take(Rollout.Step step) {
    rollout = step.rollout();
    keep();
    issue(step.release());
    if (rollout.isDone()) {
      edges.keep().accept(target.needed());
    }
    schedule();
  }

  private void keep() {
    var now =
        switch (rollout.stage()) {
          case Stage.Canary(var node, _) ->
              new StoredRollout(rollout.revisionId(), "canary", node, "");
          case Stage.Open _ -> new StoredRollout(rollout.revisionId(), "open", null, "");
          case Stage.Stopped(var node, var what) ->
              new StoredRollout(rollout.revisionId(), "stopped", node, what);
        };
    if (!now.equals(kept)) {
      edges.fleet().keep(now);
      kept = now;
      LOG.debugf("Rollout of %s: %s", now.revisionId(), now);
    }
  }

  private void schedule() {
    var before = tick;
    if (before != null) {
      before.cancel();
    }
    var due = rollout.nextTick();
    tick =
        due.isEmpty()
            ? null
            : timeline.startAfter(
                Duration.between(timeline.instant(), due.get()).plusMillis(1),
                "rollout",
                () -> happens(new RolloutEvent.Tick()));
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
