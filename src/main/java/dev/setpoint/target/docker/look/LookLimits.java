package dev.setpoint.target.docker.look;

import java.time.Duration;

/**
 * Limits of looking at an engine.
 *
 * @param parallel inspections at the same time
 * @param answers bytes of the engine's answers about containers kept in memory
 * @param images image configurations kept in memory
 * @param files states of files kept in memory
 * @param fileRecheck after this time the content of an unmoved file is read again all the same
 * @param pullEvery how often an image that is always to be pulled is fetched again
 */
public record LookLimits(
    int parallel, int answers, int images, int files, Duration fileRecheck, Duration pullEvery) {
  /** Limits that fit a small machine. */
  public static LookLimits standard() {
    return new LookLimits(8, 4 << 20, 512, 20_000, Duration.ofMinutes(5), Duration.ofMinutes(5));
  }
}
