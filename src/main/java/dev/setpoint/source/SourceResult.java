package dev.setpoint.source;

import dev.setpoint.manifest.RepositoryTree;
import dev.setpoint.manifest.Revision;
import java.time.Duration;
import java.util.List;

/** What one poll, or one reading of a local directory, brought. */
public sealed interface SourceResult {
  /**
   * A revision that has not been handed out before by this process.
   *
   * @param tree its files
   */
  record Advanced(RepositoryTree tree) implements SourceResult {}

  /**
   * The branch stands where it stood.
   *
   * @param revision the accepted one, or the one handed out last if it was not accepted
   */
  record Unchanged(Revision revision) implements SourceResult {}

  /**
   * Something is there that is not taken over until a person acts; the last good revision stays.
   *
   * @param reason the word for it
   * @param message what, where, why, and what to do
   * @param findings every refused entry of the tree; empty unless the reason is about entries
   */
  record Held(SourceFailure reason, String message, List<Finding> findings)
      implements SourceResult {
    public Held {
      findings = List.copyOf(findings);
    }
  }

  /**
   * The server, the way to it, or the own disk failed; the last good revision stays.
   *
   * @param reason the word for it
   * @param message what, where, why, and what to do
   * @param retryAfter wait before the next try, growing with every failure in a row
   */
  record Failed(SourceFailure reason, String message, Duration retryAfter)
      implements SourceResult {}

  /**
   * One entry of a tree that is never read.
   *
   * @param path from the root of the followed path, made printable
   * @param why what it is and why it is refused
   */
  record Finding(String path, String why) {
    @Override
    public String toString() {
      return path + ": " + why;
    }
  }
}
