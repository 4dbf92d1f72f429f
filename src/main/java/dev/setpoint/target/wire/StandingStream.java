package dev.setpoint.target.wire;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Listens to a stream on a virtual thread of its own until closed, and listens again whenever it
 * breaks: soon at first, ever later while it cannot be opened.
 */
public final class StandingStream implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(StandingStream.class);

  private final String name;
  private final Pauses pauses;
  private final Source source;
  private final Consumer<String> lost;
  // guards stream and closed
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ending = lock.newCondition();
  private @Nullable AutoCloseable stream;
  private boolean closed;
  private volatile @Nullable Thread thread;
  private volatile boolean heard;

  private StandingStream(String name, Pauses pauses, Source source, Consumer<String> lost) {
    this.name = name;
    this.pauses = pauses;
    this.source = source;
    this.lost = lost;
  }

  /** Where the stream comes from. */
  @FunctionalInterface
  public interface Source {
    /**
     * Opens it and takes what comes, until it ends.
     *
     * @param opened to be told once it is open, with a handle that ends it; false when it is not
     *     wanted any more
     * @return why it ended, for people
     */
    String listen(Opened opened);
  }

  /** Hears that the stream is open. */
  @FunctionalInterface
  public interface Opened {
    /** Takes the handle that ends it; false when nobody wants to listen any more. */
    boolean with(AutoCloseable handle);
  }

  /**
   * Pauses between attempts.
   *
   * @param first the first one; doubles with every failure
   * @param longest the longest one
   */
  public record Pauses(Duration first, Duration longest) {
    Duration after(Duration pause) {
      Duration doubled = pause.multipliedBy(2);
      return doubled.compareTo(longest) < 0 ? doubled : longest;
    }
  }

  /**
   * Begins to listen.
   *
   * @param name of the thread
   * @param lost told why the stream ended, unless it was closed; on the listener's thread
   */
  public static StandingStream start(
      String name, Pauses pauses, Source source, Consumer<String> lost) {
    var standing = new StandingStream(name, pauses, source, lost);
    standing.thread = Thread.ofVirtual().name(name).start(standing::run);
    return standing;
  }

  private void run() {
    Duration pause = pauses.first();
    while (!isClosed()) {
      heard = false;
      String why = source.listen(this::opened);
      if (isClosed()) {
        return;
      }
      lost.accept(why);
      LOG.debugf("%s: %s", name, why);
      pause = heard ? pauses.first() : pause;
      if (!rest(pause)) {
        return;
      }
      pause = pauses.after(pause);
    }
  }

  /** Waits; false when it is to end. */
  private boolean rest(Duration pause) {
    lock.lock();
    try {
      long left = pause.toNanos();
      while (!closed && left > 0) {
        left = ending.awaitNanos(left);
      }
      return !closed;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private boolean opened(AutoCloseable handle) {
    lock.lock();
    try {
      stream = handle;
      if (closed) {
        end(handle);
        return false;
      }
    } finally {
      lock.unlock();
    }
    heard = true;
    return true;
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      ending.signalAll();
      if (stream != null) {
        end(stream);
      }
    } finally {
      lock.unlock();
    }
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }

  private static void end(AutoCloseable stream) {
    try {
      stream.close();
    } catch (Exception e) {
      LOG.debugf("closing a stream: %s", e.getMessage());
    }
  }
}
