package dev.setpoint.controller.wish;

import dev.setpoint.fleet.NodeOrder;
import dev.setpoint.fleet.NodeReport;
import dev.setpoint.fleet.Timeline;
import dev.setpoint.reconcile.CorrectionHistory.Answer;
import dev.setpoint.reconcile.plan.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The requests that are open, by node. Safe for many threads; one lock guards all of it. */
public final class Requests {
  private final Timeline timeline;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition answered = lock.newCondition();
  private final Map<String, List<Request>> open = new HashMap<>();
  private final Map<String, Answer> answers = new HashMap<>();

  /** No request. */
  public Requests(Timeline timeline) {
    this.timeline = timeline;
  }

  /** What is asked of a node now. */
  public List<Request> of(String node) {
    lock.lock();
    try {
      var now = timeline.instant();
      return open.getOrDefault(node, List.of()).stream()
          .filter(each -> each.isOpenAt(now))
          .toList();
    } finally {
      lock.unlock();
    }
  }

  /** Keeps a request; false when one of the same resource is open, or too many are. */
  boolean add(String node, Request request) {
    lock.lock();
    try {
      var now = timeline.instant();
      var known = open.computeIfAbsent(node, _ -> new ArrayList<>());
      known.removeIf(each -> !each.isOpenAt(now));
      boolean free =
          known.size() < NodeOrder.MOST_REQUESTS
              && known.stream().noneMatch(each -> each.resource().equals(request.resource()));
      if (free) {
        known.add(request);
      }
      return free;
    } finally {
      lock.unlock();
    }
  }

  /** Forgets a request. */
  void drop(String node, Request request) {
    lock.lock();
    try {
      var known = open.getOrDefault(node, new ArrayList<>());
      known.remove(request);
      if (known.isEmpty()) {
        open.remove(node);
      }
      answers.remove(request.id());
    } finally {
      lock.unlock();
    }
  }

  /** A node speaks, perhaps of what was asked of it. */
  void reported(NodeReport report) {
    lock.lock();
    try {
      for (Request request : open.getOrDefault(report.node(), List.of())) {
        report.resources().stream()
            .filter(each -> each.id().equals(request.resource()))
            .map(each -> Optional.ofNullable(each.answer()))
            .flatMap(Optional::stream)
            .filter(each -> each.request().equals(request.id()))
            .findFirst()
            .ifPresent(answer -> answers.put(request.id(), answer));
      }
      answered.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the answer to a request; empty when none came. */
  Optional<Answer> await(Request request, Duration within) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = within.toNanos();
      while (left > 0 && !answers.containsKey(request.id())) {
        left = answered.awaitNanos(left);
      }
      return Optional.ofNullable(answers.get(request.id()));
    } finally {
      lock.unlock();
    }
  }
}
