package dev.setpoint.process;

import dev.setpoint.fleet.Timeline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** The system's clock and virtual threads; one daemon thread wakes what waits. */
public final class ThreadTimeline implements Timeline, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ThreadTimeline.class);

  private final Clock clock = Clock.systemUTC();
  private final ScheduledThreadPoolExecutor alarm =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("alarm").daemon().factory());
  private final AtomicBoolean closed = new AtomicBoolean();

  public ThreadTimeline() {
    alarm.setRemoveOnCancelPolicy(true);
  }

  @Override
  public Instant instant() {
    return clock.instant();
  }

  @Override
  public void start(String name, Runnable work) {
    if (!closed.get()) {
      Thread.ofVirtual()
          .name(name)
          .uncaughtExceptionHandler((thread, e) -> LOG.errorf(e, "%s broke off", thread.getName()))
          .start(work);
    }
  }

  @Override
  public Ticket startAfter(Duration delay, String name, Runnable work) {
    if (closed.get()) {
      return () -> {};
    }
    var due = alarm.schedule(() -> start(name, work), delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> due.cancel(false);
  }

  /** Nothing new is started; what runs ends by itself. */
  @Override
  public void close() {
    closed.set(true);
    alarm.shutdownNow();
  }
}
