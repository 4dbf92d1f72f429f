package dev.setpoint.target.docker;

import java.time.Duration;

/**
 * Limits of listening to an engine.
 *
 * @param firstPause pause before the first attempt to listen again; doubles with every failure
 * @param longestPause longest such pause
 * @param names containers whose names are remembered for events that only carry an id
 */
public record EventLimits(Duration firstPause, Duration longestPause, int names) {
  /** Limits for daily use. */
  public static EventLimits standard() {
    return new EventLimits(Duration.ofMillis(200), Duration.ofSeconds(10), 10_000);
  }
}
