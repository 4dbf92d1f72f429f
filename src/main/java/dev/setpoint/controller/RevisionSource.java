package dev.setpoint.controller;

import dev.setpoint.manifest.RepositoryTree;
import dev.setpoint.manifest.Revision;
import dev.setpoint.source.SourceResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The followed repository, as the control loop needs it; {@code GitSource} behind it. */
public interface RevisionSource {
  /** Asks the remote once. */
  SourceResult poll() throws InterruptedException;

  /** Puts a revision that a poll handed out in force, so that a restart finds it again. */
  void accept(Revision revision);

  /**
   * Lets exactly this commit follow although it does not descend from the one in force; lasts over
   * a restart and ends when a revision is accepted.
   *
   * @throws IllegalArgumentException when it is not a full commit id
   */
  void acceptRewrite(String commitId);

  /** The files of the revision in force, found on disk. */
  Optional<RepositoryTree> lastAccepted();

  /**
   * Keeps exactly these earlier revisions readable, oldest first, also after a restart.
   *
   * @throws java.io.UncheckedIOException when that cannot be made durable
   */
  void keep(List<Revision> revisions);

  /**
   * The files of the revisions that were kept, oldest first.
   *
   * @throws java.io.UncheckedIOException when one of them cannot be read
   */
  List<RepositoryTree> kept();

  /** How long to wait before the next poll. */
  Duration nextDelay();

  /** When the remote last answered. */
  Optional<Instant> lastContact();
}
