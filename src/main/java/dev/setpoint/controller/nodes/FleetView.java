package dev.setpoint.controller.nodes;

import dev.setpoint.fleet.NodeReport;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What agents last said of their nodes. Safe for many threads. */
public final class FleetView {
  private final Shared shared = new Shared();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition reported = lock.newCondition();
  // Both guarded by the lock.
  private final TreeMap<String, NodeReport> last = new TreeMap<>();
  private final Map<String, Instant> lastFull = new HashMap<>();

  /** The same report, in which equal parts are the objects of earlier reports. */
  public NodeReport compact(NodeReport report) {
    return shared.compact(report);
  }

  /** Keeps a report, unless it speaks of an older order than the one before. */
  public void accept(NodeReport report) {
    lock.lock();
    try {
      var before = last.get(report.node());
      if (before != null && before.generation() > report.generation()) {
        return;
      }
      last.put(report.node(), report);
      if (report.full()) {
        lastFull.put(report.node(), report.at());
      }
      reported.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The last report of every node, sorted by name. */
  public List<NodeReport> all() {
    lock.lock();
    try {
      return List.copyOf(last.values());
    } finally {
      lock.unlock();
    }
  }

  /** The last report of a node. */
  public Optional<NodeReport> of(String node) {
    lock.lock();
    try {
      return Optional.ofNullable(last.get(node));
    } finally {
      lock.unlock();
    }
  }

  /** When a node's last look at everything began. */
  public Optional<Instant> lastFull(String node) {
    lock.lock();
    try {
      return Optional.ofNullable(lastFull.get(node));
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a look at everything that began at or after a time; false when none came. */
  public boolean awaitFull(String node, Instant since, Duration within)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = within.toNanos();
      while (left > 0) {
        var full = lastFull.get(node);
        if (full != null && !full.isBefore(since)) {
          return true;
        }
        left = reported.awaitNanos(left);
      }
      return false;
    } finally {
      lock.unlock();
    }
  }
}
