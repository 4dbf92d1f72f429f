package dev.setpoint.link.real;

import dev.setpoint.fleet.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The system's clock and virtual threads. */
final class RealTimeline implements Timeline, AutoCloseable {
  private final InstantSource clock = InstantSource.system();
  private final ScheduledThreadPoolExecutor alarm =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().factory());

  @Override
  public Instant instant() {
    return clock.instant();
  }

  @Override
  public void start(String name, Runnable work) {
    Thread.ofVirtual().name(name).start(work);
  }

  @Override
  public Ticket startAfter(Duration delay, String name, Runnable work) {
    if (alarm.isShutdown()) {
      return () -> {};
    }
    var due = alarm.schedule(() -> start(name, work), delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> due.cancel(false);
  }

  @Override
  public void close() {
    alarm.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    alarm.shutdown();
  }
}
