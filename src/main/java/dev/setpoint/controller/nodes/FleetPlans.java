package dev.setpoint.controller.nodes;

import dev.setpoint.controller.nodes.NodeStanding.Presence;
import dev.setpoint.fleet.NodeLink;
import dev.setpoint.fleet.Orders;
import dev.setpoint.reconcile.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Asks nodes what they would do, many at once. A node that does not answer costs its own line,
 * never the plan of the others.
 */
public final class FleetPlans {
  /** So many are asked at once: each answer is a look at all engines of its machine. */
  static final int AT_ONCE = 64;

  /** Longer than a link waits for its answer, after which it says so itself. */
  private static final Duration WITHIN = Duration.ofSeconds(90);

  private final NodeEdges edges;
  private final Dispatch dispatch;
  private final OrderMaker maker;

  /** Over these parts. */
  public FleetPlans(NodeEdges edges, Dispatch dispatch, OrderMaker maker) {
    this.edges = edges;
    this.dispatch = dispatch;
    this.maker = maker;
  }

  /**
   * A node that could not be asked.
   *
   * @param standing as it was when the question began
   * @param message why nothing is known of its plan
   */
  public record Unplanned(NodeStanding standing, String message) {}

  /** What came of a question to many; both sorted by name. */
  public record Answers(List<Plan> plans, List<Unplanned> unplanned) {
    public Answers {
      plans = List.copyOf(plans);
      unplanned = List.copyOf(unplanned);
    }
  }

  /** Plans for these nodes; returns when each has answered, left, or let its time pass. */
  public Answers plan(Orders planned, List<NodeStanding> nodes) {
    var round = new Round();
    for (var standing : planned.isMade() ? nodes : List.<NodeStanding>of()) {
      var name = standing.node();
      boolean declared = edges.links().containsKey(name) || planned.nodes().contains(name);
      if (standing.presence() != Presence.CONNECTED || !declared) {
        round.put(standing, null, whyNot(standing, declared));
      } else if (round.begin(standing)) {
        ask(planned, standing, round);
      }
    }
    return round.end();
  }

  private void ask(Orders planned, NodeStanding standing, Round round) {
    var generation = dispatch.standing(standing.node()).map(Standing::generation).orElse(0L) + 1;
    var order = maker.order(planned, standing.node(), generation);
    edges
        .link(standing.node())
        .ifPresentOrElse(
            link -> link.askPreview(order, round.answer(standing)),
            () -> round.answer(standing).away("there is no way to it"));
  }

  private static String whyNot(NodeStanding standing, boolean declared) {
    return standing.presence() == Presence.CONNECTED && !declared
        ? "no Node manifest declares it"
        : "it is " + standing.presence().word();
  }

  /** The answers of one question to many. Safe for many threads. */
  private static final class Round {
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final ReentrantLock lock = new ReentrantLock();
    // Both guarded by the lock.
    private final Map<String, Plan> plans = new TreeMap<>();
    private final Map<String, Unplanned> unplanned = new TreeMap<>();

    /** Waits for a place; false when none came free in time. */
    boolean begin(NodeStanding standing) {
      put(standing, null, "it did not answer in time");
      return take(1);
    }

    /** Takes what comes of a question once. */
    NodeLink.PlanEar answer(NodeStanding standing) {
      return new NodeLink.PlanEar() {
        @Override
        public void planned(Plan plan) {
          put(standing, plan, "");
          free.release();
        }

        @Override
        public void away(String why) {
          put(standing, null, why);
          free.release();
        }
      };
    }

    void put(NodeStanding standing, @Nullable Plan plan, String message) {
      lock.lock();
      try {
        if (plan == null) {
          unplanned.put(standing.node(), new Unplanned(standing, message));
        } else {
          unplanned.remove(standing.node());
          plans.put(standing.node(), plan);
        }
      } finally {
        lock.unlock();
      }
    }

    Answers end() {
      take(AT_ONCE);
      lock.lock();
      try {
        return new Answers(List.copyOf(plans.values()), List.copyOf(unplanned.values()));
      } finally {
        lock.unlock();
      }
    }

    private boolean take(int places) {
      try {
        return free.tryAcquire(places, WITHIN.toSeconds(), TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }
}
