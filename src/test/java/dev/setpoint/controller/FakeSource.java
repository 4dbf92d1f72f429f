package dev.setpoint.controller;

import dev.setpoint.manifest.RepositoryTree;
import dev.setpoint.manifest.Revision;
import dev.setpoint.source.SourceFailure;
import dev.setpoint.source.SourceResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A repository whose next answer a test decides; what is accepted and kept outlives a loop. */
final class FakeSource implements RevisionSource {
  private final Map<String, RepositoryTree> known = new LinkedHashMap<>();
  private final List<Revision> kept = new ArrayList<>();
  private SourceResult next = failed();
  private Optional<RepositoryTree> accepted = Optional.empty();
  int polls;
  String permitted = "";

  private static SourceResult failed() {
    return new SourceResult.Failed(
        SourceFailure.UNREACHABLE, "nobody answers", Duration.ofSeconds(1));
  }

  /** The branch stands at this from now on. */
  void push(RepositoryTree tree) {
    known.put(tree.revision().id(), tree);
    next = new SourceResult.Advanced(tree);
  }

  void answer(SourceResult result) {
    next = result;
  }

  @Override
  public SourceResult poll() {
    polls++;
    var result = next;
    if (result instanceof SourceResult.Advanced(var tree)) {
      next = new SourceResult.Unchanged(tree.revision());
    }
    return result;
  }

  @Override
  public void accept(Revision revision) {
    accepted = Optional.ofNullable(known.get(revision.id()));
  }

  @Override
  public void acceptRewrite(String commitId) {
    permitted = commitId;
  }

  @Override
  public Optional<RepositoryTree> lastAccepted() {
    return accepted;
  }

  @Override
  public void keep(List<Revision> revisions) {
    kept.clear();
    kept.addAll(revisions);
  }

  @Override
  public List<RepositoryTree> kept() {
    return kept.stream().map(each -> known.get(each.id())).toList();
  }

  @Override
  public Duration nextDelay() {
    return Duration.ofSeconds(15);
  }

  @Override
  public Optional<Instant> lastContact() {
    return Optional.empty();
  }
}
