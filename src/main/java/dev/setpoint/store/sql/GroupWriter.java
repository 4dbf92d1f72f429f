package dev.setpoint.store.sql;

import dev.setpoint.audit.Trail.TrailUnavailableException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes. All work that waits is done in one transaction, so that many callers
 * share one flush of the disk; each returns when that flush is done. Work that is refused for its
 * own fault takes nobody along; a failure of the disk refuses the whole group, nothing of which is
 * then kept. After such a failure the connection is opened anew for the next group, which is how
 * writing goes on by itself once the disk is well again.
 */
public final class GroupWriter implements AutoCloseable {
  /** Callers that may wait for their answer. */
  static final int QUEUE_LIMIT = 1_024;

  /** How long one more waits for a place before it is refused. */
  static final Duration QUEUE_WAIT = Duration.ofSeconds(5);

  /** Work that one transaction takes at most. */
  static final int GROUP_LIMIT = 256;

  private final Path file;
  private final Connector connector;
  private final BlockingQueue<Job<?>> queue = new ArrayBlockingQueue<>(QUEUE_LIMIT);
  private final Job<Boolean> stop = new Job<>(session -> true);
  private final Thread thread;
  // Used by the writing thread alone.
  private @Nullable Session session;
  private volatile boolean stopped;

  /** A writer of this file; it waits for {@link #start}. */
  public GroupWriter(Path file, Connector connector) {
    this.file = file;
    this.connector = connector;
    this.thread = Thread.ofPlatform().name("setpoint-store").daemon().unstarted(this::run);
  }

  /** Begins to write. */
  public void start() {
    thread.start();
  }

  /**
   * Does the work in the next transaction and returns once it is durable.
   *
   * @throws TrailUnavailableException when it is not; nothing of it is kept then, except that after
   *     {@link Job#LIMIT} the disk may still take what it was handed
   */
  public <T> T write(Job.Work<T> work) {
    var job = new Job<>(work);
    enqueue(job);
    if (stopped) {
      refuseWaiting();
    }
    return job.await(file);
  }

  /** A place that is free is taken at once, also by a caller whose interrupt flag is set. */
  private void enqueue(Job<?> job) {
    boolean taken = queue.offer(job);
    try {
      taken = taken || queue.offer(job, QUEUE_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrailUnavailableException(file + ": interrupted before it was written", e);
    }
    if (!taken) {
      throw new TrailUnavailableException(
          "%s: %d writers wait already and no place came free in %d s: the disk is too slow;"
              .concat(" look for what else keeps it busy")
              .formatted(file, QUEUE_LIMIT, QUEUE_WAIT.toSeconds()),
          new IllegalStateException("queue full"));
    }
  }

  private void run() {
    var group = new ArrayList<Job<?>>(GROUP_LIMIT);
    boolean goOn = true;
    while (goOn) {
      group.clear();
      try {
        group.add(queue.take());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
      queue.drainTo(group, GROUP_LIMIT - 1);
      goOn = !group.contains(stop);
      commit(group);
    }
    stopped = true;
    refuseWaiting();
    abandonSession();
  }

  private void commit(List<Job<?>> group) {
    try {
      Session open = session();
      open.execute("BEGIN IMMEDIATE");
      for (Job<?> job : group) {
        job.attempt(open);
      }
      open.execute("COMMIT");
    } catch (SQLException e) {
      abandonSession();
      group.forEach(job -> job.refuse(unavailable(e)));
      return;
    } catch (RuntimeException | Error e) {
      abandonSession();
      group.forEach(job -> job.refuse(e));
      return;
    }
    group.forEach(Job::acknowledge);
  }

  private Session session() throws SQLException {
    if (session == null) {
      session = new Session(connector.writer());
    }
    return session;
  }

  /** Closing rolls back whatever is open. */
  private void abandonSession() {
    Session broken = session;
    session = null;
    if (broken != null) {
      try {
        broken.close();
      } catch (SQLException e) {
        // It is given up either way, and the failure that matters is being reported.
      }
    }
  }

  private void refuseWaiting() {
    var left = new ArrayList<Job<?>>();
    queue.drainTo(left);
    left.forEach(job ->
        job.refuse(
            new TrailUnavailableException(
                file + ": the program is stopping", new IllegalStateException("closed"))));
  }

  private TrailUnavailableException unavailable(SQLException cause) {
    return new TrailUnavailableException(
        SqliteTrouble.sentence(file, cause)
            + ". Nothing is corrected without a record; it goes on by itself once it can be"
            + " written",
        cause);
  }

  @Override
  public void close() {
    boolean interrupted = false;
    try {
      queue.put(stop);
      thread.join();
    } catch (InterruptedException e) {
      interrupted = true;
      thread.interrupt();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
