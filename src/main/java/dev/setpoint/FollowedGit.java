package dev.setpoint;

import dev.setpoint.controller.RevisionSource;
import dev.setpoint.manifest.RepositoryTree;
import dev.setpoint.manifest.Revision;
import dev.setpoint.source.GitSource;
import dev.setpoint.source.SourceResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The git repository that the control loop follows. */
record FollowedGit(GitSource git) implements RevisionSource {
  @Override
  public SourceResult poll() throws InterruptedException {
    return git.poll();
  }

  @Override
  public void accept(Revision revision) {
    git.accept(revision);
  }

  @Override
  public void acceptRewrite(String commitId) {
    git.acceptRewrite(commitId);
  }

  @Override
  public Optional<RepositoryTree> lastAccepted() {
    return git.lastAccepted();
  }

  @Override
  public void keep(List<Revision> revisions) {
    git.keep(revisions);
  }

  @Override
  public List<RepositoryTree> kept() {
    return git.kept();
  }

  @Override
  public Duration nextDelay() {
    return git.nextDelay();
  }

  @Override
  public Optional<Instant> lastContact() {
    return git.lastContact();
  }
}
