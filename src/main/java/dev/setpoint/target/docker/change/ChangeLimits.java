package dev.setpoint.target.docker.change;

import java.time.Duration;

/**
 * Limits of changing an engine.
 *
 * @param settle how long a container without a health check must run to count as ready
 * @param poll time between two looks while waiting for readiness
 * @param grace time between stop signal and kill where nothing else is declared
 * @param portRelease how long a port may stay taken by nobody that the engine knows
 * @param logLines last lines of a failed container that are reported
 * @param logChars length of what is reported of them
 */
public record ChangeLimits(
    Duration settle,
    Duration poll,
    Duration grace,
    Duration portRelease,
    int logLines,
    int logChars) {
  /** Limits for daily use. */
  public static ChangeLimits standard() {
    return new ChangeLimits(
        Duration.ofMillis(700),
        Duration.ofMillis(100),
        Duration.ofSeconds(10),
        Duration.ofSeconds(1),
        10,
        1_000);
  }
}
