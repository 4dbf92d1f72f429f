package dev.setpoint.api.wire;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the followed repository stands.
 *
 * @param url without credentials
 * @param revision the revision in force, or null before the first
 * @param condition {@code ready}, {@code reconciling} or {@code stalled}
 * @param reason the word behind the condition; empty when ready
 * @param message sentence with the remedy
 * @param problems what is wrong with a refused revision
 */
public record SourceView(
    String url,
    String branch,
    @Nullable RevisionView revision,
    @Nullable Instant acceptedAt,
    @Nullable Instant checkedAt,
    @Nullable Instant nextPoll,
    String condition,
    String reason,
    String message,
    List<ProblemView> problems) {
  public SourceView {
    problems = List.copyOf(problems);
  }

  /** One commit. */
  public record RevisionView(String id, String author, String subject, Instant committedAt) {
    /** The id shortened for people. */
    public String shortId() {
      return id.length() > 12 ? id.substring(0, 12) : id;
    }
  }

  /**
   * One thing wrong with a repository.
   *
   * @param line from 1; 0 when the whole file is meant
   * @param column from 1; 0 when the whole line is meant
   */
  public record ProblemView(
      String file, int line, int column, String what, String why, String remedy) {}
}
