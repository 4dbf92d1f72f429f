package dev.setpoint.target.lxd.instance.ground;

import java.time.Duration;

/**
 * Limits of changing instances.
 *
 * @param settle how long one without a health check must run to count as ready
 * @param poll time between two looks while waiting for that
 * @param grace time that an instance has to shut down before its power is taken away
 * @param writes so often a write is tried that another one was ahead of
 * @param logChars length of what is reported of the console of one that does not come up
 */
public record ChangeLimits(
    Duration settle, Duration poll, Duration grace, int writes, int logChars) {
  /** Limits for daily use. */
  public static ChangeLimits standard() {
    return new ChangeLimits(
        Duration.ofMillis(700), Duration.ofMillis(100), Duration.ofSeconds(30), 3, 600);
  }
}
