package dev.setpoint.agent.pace;

import dev.setpoint.fleet.Timeline;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bounds how much of one sort of work runs side by side; what is too much waits in its order. What
 * waits is bounded by its callers: at most one correction for each resource. Safe for many threads.
 */
public final class Slots {
  private final Timeline timeline;
  private final int most;
  private final ReentrantLock lock = new ReentrantLock();
  // Both guarded by the lock.
  private final Deque<Work> waiting = new ArrayDeque<>();
  private int running;

  /** Room for so much work at a time. */
  public Slots(Timeline timeline, int most) {
    this.timeline = timeline;
    this.most = most;
  }

  /** Work that waits for room. */
  private record Work(String name, Runnable step) {}

  /** Starts the work as soon as there is room. */
  public void start(String name, Runnable step) {
    lock.lock();
    try {
      if (running == most) {
        waiting.add(new Work(name, step));
        return;
      }
      running++;
    } finally {
      lock.unlock();
    }
    launch(new Work(name, step));
  }

  private void launch(Work work) {
    timeline.start(
        work.name(),
        () -> {
          try {
            work.step().run();
          } finally {
            next();
          }
        });
  }

  private void next() {
    Work work;
    lock.lock();
    try {
      work = waiting.poll();
      if (work == null) {
        running--;
        return;
      }
    } finally {
      lock.unlock();
    }
    launch(work);
  }
}
