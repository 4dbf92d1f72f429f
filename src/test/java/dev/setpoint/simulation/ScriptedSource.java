package dev.setpoint.simulation;

import dev.setpoint.controller.RevisionSource;
import dev.setpoint.manifest.RepositoryTree;
import dev.setpoint.manifest.Revision;
import dev.setpoint.source.SourceFailure;
import dev.setpoint.source.SourceResult;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The followed repository; what is accepted and kept outlives the controller's process. */
final class ScriptedSource implements RevisionSource {
  private static final Duration POLL = Duration.ofSeconds(15);

  private final Map<String, RepositoryTree> known = new LinkedHashMap<>();
  private List<Revision> kept = List.of();
  private @Nullable Revision head;
  private @Nullable Revision accepted;
  private @Nullable Revision handedOut;
  private boolean unreachable;

  /** The branch stands at this from now on. */
  void push(RepositoryTree tree) {
    known.put(tree.revision().id(), tree);
    head = tree.revision();
  }

  /** Whether the server answers. */
  void unreachable(boolean isUnreachable) {
    unreachable = isUnreachable;
  }

  /** A new process hands out anew what was not accepted. */
  void restarted() {
    handedOut = accepted;
  }

  @Override
  public SourceResult poll() {
    var there = head;
    if (unreachable || there == null) {
      return new SourceResult.Failed(SourceFailure.UNREACHABLE, "nobody answers", POLL);
    }
    if (there.equals(handedOut)) {
      return new SourceResult.Unchanged(there);
    }
    handedOut = there;
    return new SourceResult.Advanced(tree(there));
  }

  private RepositoryTree tree(Revision revision) {
    return Optional.ofNullable(known.get(revision.id())).orElseThrow();
  }

  @Override
  public void accept(Revision revision) {
    accepted = revision;
  }

  @Override
  public void acceptRewrite(String commitId) {}

  @Override
  public Optional<RepositoryTree> lastAccepted() {
    return Optional.ofNullable(accepted).map(this::tree);
  }

  @Override
  public void keep(List<Revision> revisions) {
    kept = List.copyOf(revisions);
  }

  @Override
  public List<RepositoryTree> kept() {
    return kept.stream().map(this::tree).toList();
  }

  @Override
  public Duration nextDelay() {
    return POLL;
  }

  @Override
  public Optional<Instant> lastContact() {
    return Optional.empty();
  }
}
