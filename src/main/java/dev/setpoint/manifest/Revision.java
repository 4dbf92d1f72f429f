package dev.setpoint.manifest;

import java.time.Instant;

/**
 * One commit of the followed repository.
 *
 * @param id the full commit id in lower-case hexadecimal, or {@code worktree} for a local directory
 * @param author name and address as the commit states them, for people to read
 * @param subject first line of the commit message
 * @param committedAt the commit's own time; never used for ordering, since anybody can set it
 */
public record Revision(String id, String author, String subject, Instant committedAt) {
  /** The id shortened for people to twelve characters. */
  public String shortId() {
    return id.length() > 12 ? id.substring(0, 12) : id;
  }
}
