package dev.setpoint.target.docker.api;

import java.time.Duration;

/**
 * Limits of calls to an engine.
 *
 * @param connect time to connect
 * @param call time for a call that should answer at once
 * @param slowCall time for a call that starts, creates or removes something
 * @param pull time for fetching an image
 * @param silence time without any byte while fetching an image
 * @param answerBytes size of an answer in JSON
 * @param archiveBytes size of a file read from a container
 * @param logBytes size of log lines read
 */
public record EngineLimits(
    Duration connect,
    Duration call,
    Duration slowCall,
    Duration pull,
    Duration silence,
    int answerBytes,
    int archiveBytes,
    int logBytes) {
  /** Limits that fit a busy machine. */
  public static EngineLimits standard() {
    return new EngineLimits(
        Duration.ofSeconds(2),
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        Duration.ofMinutes(15),
        Duration.ofSeconds(90),
        64 << 20,
        16 << 20,
        64 << 10);
  }
}
