package dev.setpoint.source;

import dev.setpoint.manifest.RepositoryTree;
import dev.setpoint.manifest.Revision;
import dev.setpoint.source.guard.NameRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Follows one branch of one repository. A caller polls, reads the manifests of what came, and
 * accepts the revision when they are valid; only then is it the last good one, found again after a
 * restart. Whatever goes wrong between, the last good revision stays in force.
 *
 * <p>Safe for many threads; polls and acceptances wait for each other. One process at a time can
 * use a directory.
 */
public final class GitSource implements AutoCloseable {
  /** Reasons that need a person but say nothing about a commit: asking often would be no use. */
  private static final Set<SourceFailure> BACKED_OFF =
      EnumSet.of(
          SourceFailure.REDIRECT_REFUSED,
          SourceFailure.HOST_KEY_CHANGED,
          SourceFailure.HOST_KEY_UNKNOWN,
          SourceFailure.TOO_MANY_REFS);

  private final SourceSettings settings;
  private final Path directory;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final RemoteRepository remote;
  private final ReentrantLock lock = new ReentrantLock();

  // All guarded by the lock.
  private @Nullable GitStore store;
  private @Nullable GitTree acceptedTree;
  private @Nullable Verdict verdict;
  private volatile RemoteRepository.@Nullable Head lastHead;
  private @Nullable Instant lastContact;
  private int failures;
  private Duration askedToWait = Duration.ZERO;

  /**
   * Opens nothing yet; the first call does.
   *
   * @param settings what to follow
   * @param directory of the bare store and of the record what was accepted; made when missing
   * @param clock for {@link #lastContact} and for dates in a server's answer
   * @param random for the jitter
   */
  public GitSource(
      SourceSettings settings, Path directory, InstantSource clock, RandomGenerator random) {
    this.settings = settings;
    this.directory = directory;
    this.clock = clock;
    this.random = random;
    this.remote = new RemoteRepository(settings, clock);
  }

  /** What was decided about a head, so that it is neither fetched nor judged again. */
  private record Verdict(RemoteRepository.Head head, SourceResult result) {
    boolean isAbout(ObjectId id) {
      return head.id().equals(id);
    }

    SourceResult again() {
      return switch (result) {
        case SourceResult.Advanced(var tree) -> new SourceResult.Unchanged(tree.revision());
        case SourceResult.Unchanged same -> same;
        case SourceResult.Held same -> same;
        case SourceResult.Failed same -> same;
      };
    }
  }

  /** Asks the server once. Returns within the limit {@code fetchTime} and little more. */
  public SourceResult poll() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      lastHead = null;
      SourceResult result = follow();
      failures = 0;
      askedToWait = Duration.ZERO;
      return result;
    } catch (TransferFailure e) {
      return refused(e);
    } catch (IOException e) {
      close(); // opening it anew heals what can be healed
      return refused(GitStore.unusable(e));
    } finally {
      lock.unlock();
    }
  }

  /** The last good tree, in memory or found again on disk; empty before the first. */
  public Optional<RepositoryTree> lastAccepted() {
    lock.lock();
    try {
      return acceptedTree(store()).map(RepositoryTree.class::cast);
    } catch (IOException _) {
      return Optional.empty(); // the next poll meets the same and says it
    } finally {
      lock.unlock();
    }
  }

  /**
   * Keeps exactly these earlier revisions readable, also after a restart, and no others.
   *
   * @param revisions oldest first
   * @throws UncheckedIOException when the disk fails; then those of before may be kept as well
   */
  public void keep(List<Revision> revisions) {
    lock.lock();
    try {
      var ids = revisions.stream().map(each -> ObjectId.fromString(each.id())).toList();
      store().kept().write(ids);
    } catch (IOException e) {
      throw new UncheckedIOException("earlier revisions could not be kept", e);
    } finally {
      lock.unlock();
    }
  }

  /**
   * The trees of the revisions that were kept, oldest first.
   *
   * @throws UncheckedIOException when one of them cannot be read
   */
  public List<RepositoryTree> kept() {
    lock.lock();
    try {
      var trees = new ArrayList<RepositoryTree>();
      GitStore open = store();
      for (var id : open.kept().read()) {
        trees.add(
            new HeadJudge(open, settings)
                .reread(id)
                .orElseThrow(() -> new IOException("what is below the path is not readable")));
      }
      return trees;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "an earlier revision, whose manifests are under hold, cannot be read: remove %s to go on"
                  .formatted(directory.resolve(KeptCommits.FILE_NAME))
              + " without what it declares",
          e);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Makes a revision that {@link #poll} handed out the last good one. On return it is on disk.
   *
   * @throws IllegalArgumentException when it was not handed out by the last poll
   * @throws UncheckedIOException when the disk fails; the former one then stays the last good one
   */
  public void accept(Revision revision) {
    lock.lock();
    try {
      GitStore open = store();
      if (verdict instanceof Verdict(var head, SourceResult.Advanced(GitTree tree))
          && tree.revision().id().equals(revision.id())) {
        open.accept(new AcceptedHead(head.id().name(), head.branch(), settings.path(), ""));
        acceptedTree = tree;
        verdict = null;
      } else if (!open.accepted().commit().equals(revision.id())) {
        throw new IllegalArgumentException(
            "revision " + revision.shortId() + " was not handed out by the last poll");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the accepted revision could not be stored", e);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Lets exactly this commit follow although it does not descend from the last accepted one, or
   * although the default branch changed. It is still judged in every other way.
   *
   * @param commitId all forty hexadecimal digits
   * @throws IllegalArgumentException when it is not a full commit id
   */
  public void acceptRewrite(String commitId) {
    if (!ObjectId.isId(commitId)) {
      throw new IllegalArgumentException(
          "\""
              + NameRules.printable(commitId)
              + "\" is not a commit id; write all forty hexadecimal digits");
    }
    lock.lock();
    try {
      GitStore open = store();
      open.accept(open.accepted().permitting(ObjectId.fromString(commitId).name()));
      verdict = null;
    } catch (IOException e) {
      throw new UncheckedIOException("the permission could not be stored", e);
    } finally {
      lock.unlock();
    }
  }

  /** The wait before the next poll: jittered, longer after failures, never shorter than asked. */
  public Duration nextDelay() {
    lock.lock();
    try {
      Duration wait = SourceSettings.jittered(settings.backOff(failures), random);
      return wait.compareTo(askedToWait) < 0 ? askedToWait : wait;
    } finally {
      lock.unlock();
    }
  }

  /** When the server last said where the branch stands; for judging how stale a source is. */
  public Optional<Instant> lastContact() {
    lock.lock();
    try {
      return Optional.ofNullable(lastContact);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (store != null) {
        store.close();
        store = null;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the store could not be closed", e);
    } finally {
      lock.unlock();
    }
  }

  private SourceResult follow() throws IOException, InterruptedException {
    GitStore open = store();
    Optional<GitTree> inForce = acceptedTree(open);
    RemoteRepository.Head head = remote.follow(open, asked -> isWanted(open, asked));
    lastContact = clock.instant();
    Verdict earlier = verdict;
    if (earlier != null && earlier.isAbout(head.id())) {
      return earlier.again();
    }
    if (inForce.isPresent() && inForce.get().revision().id().equals(head.id().name())) {
      open.tidy();
      return new SourceResult.Unchanged(inForce.get().revision());
    }
    SourceResult result = judged(open, head);
    verdict = new Verdict(head, result);
    return result;
  }

  /** Called on the exchange's thread while this one waits for it. */
  private boolean isWanted(GitStore open, RemoteRepository.Head head) throws IOException {
    lastHead = head;
    Verdict earlier = verdict;
    boolean decided = earlier != null && earlier.isAbout(head.id());
    return !decided && !open.known().contains(head.id());
  }

  private SourceResult judged(GitStore open, RemoteRepository.Head head) throws IOException {
    GitTree before = acceptedTree;
    try {
      return new HeadJudge(open, settings)
          .judge(head, before == null ? TreeExaminer.Listing.empty() : before.listing());
    } catch (MissingObjectException | CorruptObjectException e) {
      throw incomplete(open, e);
    }
  }

  /** Tells an incomplete history of the server from a damaged disk of ours. */
  private TransferFailure incomplete(GitStore open, IOException e) throws IOException {
    acceptedTree = null;
    if (acceptedTree(open).isPresent()) {
      open.dropCandidate();
      return new TransferFailure(
          SourceFailure.TRANSFER_BROKEN, NameRules.printable(String.valueOf(e.getMessage())));
    }
    open.rebuild();
    return new TransferFailure(SourceFailure.STORE_REBUILT, "");
  }

  private SourceResult refused(TransferFailure e) {
    boolean person = e.reason().needsPerson();
    failures = person && !BACKED_OFF.contains(e.reason()) ? 0 : failures + 1;
    askedToWait = e.retryAfter();
    String message = e.reason().message(settings.address().shown(), e.detail());
    if (!person) {
      Duration backOff = settings.backOff(failures);
      Duration wait = backOff.compareTo(askedToWait) < 0 ? askedToWait : backOff;
      return new SourceResult.Failed(e.reason(), message, wait);
    }
    SourceResult held = new SourceResult.Held(e.reason(), message, List.of());
    RemoteRepository.Head head = lastHead;
    if (head != null && !BACKED_OFF.contains(e.reason())) {
      verdict = new Verdict(head, held); // it is not downloaded again to be refused again
    }
    return held;
  }

  /** A damaged store is emptied here, and the running or next poll fills it again. */
  private Optional<GitTree> acceptedTree(GitStore open) throws IOException {
    AcceptedHead accepted = open.accepted();
    boolean readable = open.shouldHoldAccepted() && accepted.path().equals(settings.path());
    if (acceptedTree == null && readable) {
      try {
        acceptedTree =
            new HeadJudge(open, settings)
                .reread(ObjectId.fromString(accepted.commit()))
                .orElse(null);
      } catch (MissingObjectException | CorruptObjectException _) {
        open.rebuild();
      }
    }
    return Optional.ofNullable(acceptedTree);
  }

  private GitStore store() throws TransferFailure {
    if (store == null) {
      store = GitStore.open(directory, settings.limits());
    }
    return store;
  }
}
