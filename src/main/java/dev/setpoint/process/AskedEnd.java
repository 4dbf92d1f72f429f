package dev.setpoint.process;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Makes Ctrl-C and SIGTERM an ordinary end: when the machine is asked to end, it waits until
 * everything is closed, and then ends with 0 instead of the signal's number. Closed last.
 */
public final class AskedEnd implements AutoCloseable {
  /** Who asks twice, or waits longer, ends it the hard way; the record survives that too. */
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

  private final Runnable flush;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = Thread.ofPlatform().name("asked-end").unstarted(this::end);

  /**
   * From now on.
   *
   * @param flush brings out what is written, before the end
   */
  public AskedEnd(Runnable flush) {
    this.flush = flush;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void end() {
    try {
      if (closed.await(CLOSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        flush.run();
        Runtime.getRuntime().halt(0);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Everything is closed; an end for another reason keeps its own exit code. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException asked) {
      closed.countDown();
    }
  }
}
