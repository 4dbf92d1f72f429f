package dev.setpoint.link.session;

import dev.setpoint.fleet.Timeline;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Work that is done one piece after the other, in the order of its coming. A thread is used only
 * while there is work. Safe for many threads; whoever adds work bounds how much may wait.
 */
public final class Turns {
  private static final Logger LOG = Logger.getLogger(Turns.class);

  private final Timeline timeline;
  private final String name;

  /** Guards the queue and whether somebody works. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Queue<Runnable> waiting = new ArrayDeque<>(2);
  private boolean working;

  /** Work of this name on a timeline. */
  public Turns(Timeline timeline, String name) {
    this.timeline = timeline;
    this.name = name;
  }

  /** Adds work; returns at once. */
  public void add(Runnable work) {
    lock.lock();
    try {
      waiting.add(work);
      if (working) {
        return;
      }
      working = true;
    } finally {
      lock.unlock();
    }
    timeline.start(name, this::run);
  }

  private void run() {
    for (var work = next(); work != null; work = next()) {
      try {
        work.run();
      } catch (RuntimeException e) {
        // The top of a turn: the next one must come, whatever broke in this one.
        LOG.errorf(e, "%s broke off", name);
      }
    }
  }

  private @Nullable Runnable next() {
    lock.lock();
    try {
      var work = waiting.poll();
      working = work != null;
      return work;
    } finally {
      lock.unlock();
    }
  }
}
