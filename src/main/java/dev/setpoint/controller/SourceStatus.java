package dev.setpoint.controller;

import dev.setpoint.fleet.NodeReport.Condition;
import dev.setpoint.manifest.Revision;
import dev.setpoint.manifest.yaml.Problem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the followed repository stands.
 *
 * @param url as given, without credentials
 * @param branch followed branch
 * @param accepted the revision in force, or null before the first
 * @param acceptedAt when it was taken
 * @param checkedAt when the remote last answered, or null
 * @param reason word of the source or {@code InvalidManifests}; empty when ready
 * @param message sentence with the remedy
 * @param problems what is wrong with a refused revision
 * @param nextPoll when it is asked again
 */
public record SourceStatus(
    String url,
    String branch,
    @Nullable Revision accepted,
    @Nullable Instant acceptedAt,
    @Nullable Instant checkedAt,
    Condition condition,
    String reason,
    String message,
    List<Problem> problems,
    @Nullable Instant nextPoll) {
  public SourceStatus {
    problems = List.copyOf(problems);
  }
}
