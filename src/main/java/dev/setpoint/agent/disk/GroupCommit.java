package dev.setpoint.agent.disk;

import dev.setpoint.audit.Trail.TrailUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets callers share one flush of the disk: the first one writes for all that wait by then, the
 * others wait for it. Has no thread of its own. Safe for many threads.
 */
final class GroupCommit<T extends GroupCommit.Job> {
  /** Callers that may wait for their answer. */
  static final int QUEUE_LIMIT = 1_024;

  /** What a caller wants written, and what became of it. */
  abstract static class Job {
    private boolean ended;
    private @Nullable RuntimeException refusal;

    /** Says that this is not written; the caller gets the exception. */
    final void refuse(RuntimeException why) {
      refusal = why;
    }

    final boolean isRefused() {
      return refusal != null;
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition written = lock.newCondition();
  private final Consumer<List<T>> writer;
  // Guarded by lock.
  private List<T> waiting = new ArrayList<>();
  private boolean writing;

  /**
   * Writes through this; it is called by one thread at a time, and refuses the jobs that it could
   * not make durable.
   */
  GroupCommit(Consumer<List<T>> writer) {
    this.writer = writer;
  }

  /**
   * Returns once the job is durable.
   *
   * @throws RuntimeException what it was refused with
   */
  void write(T job) {
    Job mine = job;
    lock.lock();
    try {
      if (waiting.size() >= QUEUE_LIMIT) {
        throw new TrailUnavailableException(
            QUEUE_LIMIT + " writers wait already: the disk is too slow",
            new IllegalStateException("queue full"));
      }
      waiting.add(job);
      while (!mine.ended) {
        if (writing) {
          written.awaitUninterruptibly();
        } else {
          writeWaiting();
        }
      }
    } finally {
      lock.unlock();
    }
    if (mine.refusal != null) {
      throw mine.refusal;
    }
  }

  /** Called and left with the lock held; others may queue up meanwhile. */
  private void writeWaiting() {
    var group = waiting;
    waiting = new ArrayList<>();
    writing = true;
    lock.unlock();
    try {
      writer.accept(group);
    } catch (RuntimeException | Error e) {
      group.forEach(job -> job.refuse(new IllegalStateException("the journal broke off", e)));
      throw e;
    } finally {
      lock.lock();
      writing = false;
      for (Job job : group) {
        job.ended = true;
      }
      written.signalAll();
    }
  }
}
