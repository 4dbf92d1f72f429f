package dev.setpoint.bench.fleet;

import dev.setpoint.fleet.Timeline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The work of all agents on two threads: nothing that light agents do blocks. Each real agent has a
 * machine of its own to be woken on.
 */
final class FewThreads implements Timeline {
  private static final int THREADS = 2;

  private final Clock clock = Clock.systemUTC();
  private final ScheduledThreadPoolExecutor threads =
      new ScheduledThreadPoolExecutor(
          THREADS, Thread.ofPlatform().name("agents-", 0).daemon().factory());

  @Override
  public Instant instant() {
    return clock.instant();
  }

  @Override
  public void start(String name, Runnable work) {
    threads.execute(work);
  }

  @Override
  public Ticket startAfter(Duration delay, String name, Runnable work) {
    var due = threads.schedule(work, delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> due.cancel(false);
  }
}
