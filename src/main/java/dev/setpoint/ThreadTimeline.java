package dev.setpoint;

import dev.setpoint.fleet.Timeline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** The system's clock and virtual threads. What waits is a sleeping thread and costs a kilobyte. */
final class ThreadTimeline implements Timeline, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ThreadTimeline.class);

  private final Clock clock = Clock.systemUTC();
  private final AtomicBoolean closed = new AtomicBoolean();

  @Override
  public Instant instant() {
    return clock.instant();
  }

  @Override
  public void start(String name, Runnable work) {
    if (!closed.get()) {
      thread(name, work);
    }
  }

  @Override
  public Ticket startAfter(Duration delay, String name, Runnable work) {
    var due = new AtomicBoolean(true);
    if (closed.get()) {
      return () -> due.set(false);
    }
    var sleeper =
        thread(
            name,
            () -> {
              try {
                Thread.sleep(delay);
              } catch (InterruptedException _) {
                return; // cancelled: nobody else interrupts a sleeper
              }
              if (due.compareAndSet(true, false) && !closed.get()) {
                work.run();
              }
            });
    return () -> {
      if (due.compareAndSet(true, false)) {
        sleeper.interrupt();
      }
    };
  }

  private static Thread thread(String name, Runnable work) {
    return Thread.ofVirtual()
        .name(name)
        .uncaughtExceptionHandler((thread, e) -> LOG.errorf(e, "%s broke off", thread.getName()))
        .start(work);
  }

  /** Nothing new is started; what runs ends by itself. */
  @Override
  public void close() {
    closed.set(true);
  }
}
