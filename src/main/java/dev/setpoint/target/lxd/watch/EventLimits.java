package dev.setpoint.target.lxd.watch;

import java.time.Duration;

/**
 * Limits of listening to a server.
 *
 * @param firstPause pause before the first attempt to listen again; doubles with every failure
 * @param longestPause longest such pause
 * @param commands instances whose last command is remembered until it ends
 */
public record EventLimits(Duration firstPause, Duration longestPause, int commands) {
  /** Limits for daily use. */
  public static EventLimits standard() {
    return new EventLimits(Duration.ofMillis(200), Duration.ofSeconds(10), 1_000);
  }
}
