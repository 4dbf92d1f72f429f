package dev.setpoint.target;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits; replaced in tests, which have their own time. */
@FunctionalInterface
public interface Pause {
  /** Waits for this long. */
  void pause(Duration duration) throws InterruptedException;

  /** Real waiting, which an interrupt ends. */
  static Pause untilInterrupted() {
    var never = new CountDownLatch(1);
    return duration -> {
      boolean opened = never.await(duration.toNanos(), TimeUnit.NANOSECONDS);
      assert !opened : "nobody opens it";
    };
  }
}
