package dev.setpoint.target.lxd.api;

import java.time.Duration;

/**
 * Limits of calls to a server.
 *
 * @param connect time to connect
 * @param call time for a call that should answer at once
 * @param operation time for a change; grace of a stop and the time of a command come on top
 * @param transfer time for an image to be sent or fetched
 * @param answerBytes size of an answer in JSON
 * @param fileBytes size of a file read from an instance
 * @param outputBytes size of each output of a command; more is cut off
 * @param events events that wait to be taken
 */
public record ServerLimits(
    Duration connect,
    Duration call,
    Duration operation,
    Duration transfer,
    int answerBytes,
    int fileBytes,
    int outputBytes,
    int events) {
  /** Limits that fit a busy machine. */
  public static ServerLimits standard() {
    return new ServerLimits(
        Duration.ofSeconds(2),
        Duration.ofSeconds(20),
        Duration.ofMinutes(3),
        Duration.ofMinutes(30),
        64 << 20,
        16 << 20,
        256 << 10,
        1024);
  }
}
