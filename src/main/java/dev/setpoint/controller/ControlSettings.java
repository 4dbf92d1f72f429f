package dev.setpoint.controller;

import java.time.Duration;

/**
 * How a controller works.
 *
 * @param url of the repository, without credentials
 * @param branch followed branch, empty for the repository's default
 * @param version of the program, for the record
 * @param syncWithin how long a person's wish to sync waits for the agents
 */
public record ControlSettings(String url, String branch, String version, Duration syncWithin) {
  /** Settings for a repository; a sync waits a minute. */
  public static ControlSettings of(String url, String branch, String version) {
    return new ControlSettings(url, branch, version, Duration.ofMinutes(1));
  }
}
