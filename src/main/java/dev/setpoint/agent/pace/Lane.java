package dev.setpoint.agent.pace;

import dev.setpoint.fleet.Timeline;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Work of one sort that never runs twice at the same time; asked for while it runs, it runs once
 * more afterwards. Safe for many threads.
 */
public final class Lane {
  private static final Logger LOG = Logger.getLogger(Lane.class);

  private final Timeline timeline;
  private final String name;
  private final Runnable work;
  private final AtomicInteger wanted = new AtomicInteger();

  /** Work that is started on a timeline. */
  public Lane(Timeline timeline, String name, Runnable work) {
    this.timeline = timeline;
    this.name = name;
    this.work = work;
  }

  /** Sees to it that the work runs once from its beginning after this call. */
  public void kick() {
    if (wanted.getAndIncrement() == 0) {
      timeline.start(name, this::run);
    }
  }

  private void run() {
    int served;
    do {
      served = wanted.get();
      runOnce();
    } while (!wanted.compareAndSet(served, 0));
  }

  private void runOnce() {
    try {
      work.run();
    } catch (RuntimeException e) {
      // The top of a pass: whatever broke, the next sweep starts from full state again.
      LOG.errorf(e, "%s broke off; the next sweep tries again", name);
    }
  }
}
