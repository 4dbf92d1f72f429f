package dev.setpoint.source;

import dev.setpoint.source.guard.IsolatedGit;
import dev.setpoint.source.guard.NameRules;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.ParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.file.GC;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/**
 * The bare store on disk and the word what was accepted last. One process at a time may hold it,
 * which is why whatever an earlier one left half done (locks, partial packs) can be swept away when
 * it is opened. References of its own keep the accepted and the candidate commit from being pruned.
 */
final class GitStore implements AutoCloseable {
  private static final String ACCEPTED_REF = "refs/setpoint/accepted";
  private static final String CANDIDATE_REF = "refs/setpoint/candidate";
  private static final int MAX_PACKS = 50;

  private final Path directory;
  private final SourceLimits limits;
  private final FileLock lock;
  private Receiving repository;
  private AcceptedHead accepted;

  private GitStore(Path directory, SourceLimits limits, FileLock lock) throws IOException {
    this.directory = directory;
    this.limits = limits;
    this.lock = lock;
    this.accepted = AcceptedHead.read(directory).orElse(AcceptedHead.none());
    this.repository = openOrRebuild();
  }

  /**
   * Opens the store, makes it when it is not there, and heals what a crash left.
   *
   * @throws TransferFailure when it is in use or the disk fails
   */
  static GitStore open(Path directory, SourceLimits limits) throws TransferFailure {
    IsolatedGit.ensure();
    try {
      Files.createDirectories(directory.resolve("home"));
      FileChannel channel =
          FileChannel.open(
              directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      return openLocked(directory, limits, channel);
    } catch (TransferFailure e) {
      throw e;
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private static GitStore openLocked(Path directory, SourceLimits limits, FileChannel channel)
      throws IOException {
    boolean opened = false;
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new TransferFailure(SourceFailure.STORE_BUSY, directory.toString());
      }
      GitStore store = new GitStore(directory, limits, lock);
      opened = true;
      return store;
    } catch (OverlappingFileLockException _) {
      throw new TransferFailure(SourceFailure.STORE_BUSY, directory.toString());
    } finally {
      if (!opened) {
        channel.close();
      }
    }
  }

  static TransferFailure unusable(IOException e) {
    return new TransferFailure(
        SourceFailure.STORE_UNUSABLE,
        NameRules.printable(e.getClass().getSimpleName() + ": " + e.getMessage()));
  }

  Repository repository() {
    return repository;
  }

  /** A directory with nothing in it, for libraries that insist on a home. */
  Path emptyHome() {
    return directory.resolve("home");
  }

  KeptCommits kept() {
    return new KeptCommits(directory, repository);
  }

  AcceptedHead accepted() {
    return accepted;
  }

  ObjectReader reader() {
    return repository.newObjectReader();
  }

  /** What is received from now on counts against this guard and its limits. */
  void receiving(TransferGuard guard) {
    repository.guard.set(guard);
  }

  /** The commits that the server need not send again. */
  Set<ObjectId> known() throws IOException {
    Set<ObjectId> ids = new HashSet<>();
    for (Ref ref : repository.getRefDatabase().getRefsByPrefix("refs/setpoint/")) {
      if (ref.getObjectId() != null && repository.getObjectDatabase().has(ref.getObjectId())) {
        ids.add(ref.getObjectId());
      }
    }
    return ids;
  }

  RevCommit commit(ObjectId id) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      RevCommit commit = walk.parseCommit(id);
      walk.parseBody(commit);
      return commit;
    }
  }

  /** Whether the older commit is the younger one or one of its ancestors. */
  boolean descends(ObjectId younger, ObjectId older) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      boolean bothHere =
          repository.getObjectDatabase().has(older) && repository.getObjectDatabase().has(younger);
      if (!bothHere) {
        return false;
      }
      return walk.isMergedInto(walk.parseCommit(older), walk.parseCommit(younger));
    }
  }

  /** Whether the accepted commit should be here; after {@link #rebuild} it is not until fetched. */
  boolean shouldHoldAccepted() throws IOException {
    Optional<ObjectId> id = accepted.id();
    if (id.isEmpty()) {
      return false;
    }
    Ref anchor = repository.exactRef(ACCEPTED_REF);
    return repository.getObjectDatabase().has(id.get())
        || (anchor != null && id.get().equals(anchor.getObjectId()));
  }

  void keepCandidate(ObjectId id) throws IOException {
    point(CANDIDATE_REF, id);
  }

  void dropCandidate() throws IOException {
    RefUpdate update = repository.updateRef(CANDIDATE_REF);
    update.setForceUpdate(true);
    var _ = update.delete();
  }

  void accept(AcceptedHead head) throws IOException {
    head.write(directory);
    accepted = head;
    if (head.id().isPresent()) {
      point(ACCEPTED_REF, head.id().get());
    }
  }

  /** Empties the store; what was accepted stays on record, so descent is still demanded. */
  void rebuild() throws IOException {
    repository.close();
    deleteTree(directory.resolve("store.git"));
    repository = openOrRebuild();
  }

  /** Sweeps what an interrupted fetch left. */
  void sweep() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("store.git"))) {
      for (Path left : files.filter(GitStore::isLeftover).toList()) {
        Files.deleteIfExists(left);
      }
    }
  }

  /** Repacks when many packs have gathered or refused ones take up room. Can take seconds. */
  void tidy() throws IOException {
    long packs = 0;
    long bytes = 0;
    Path packDirectory = repository.getObjectsDirectory().toPath().resolve("pack");
    try (Stream<Path> files = Files.list(packDirectory)) {
      for (Path pack : files.filter(f -> f.toString().endsWith(".pack")).toList()) {
        packs++;
        bytes += Files.size(pack);
      }
    }
    if (packs > MAX_PACKS || (packs > 1 && bytes > limits.fetchBytes())) {
      collect();
    }
  }

  private void collect() throws IOException {
    GC gc = new GC(repository);
    gc.setExpireAgeMillis(0);
    gc.setPackExpireAgeMillis(0);
    try {
      gc.repack();
      gc.prune(Set.of());
    } catch (ParseException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    repository.close();
    lock.acquiredBy().close();
  }

  private void point(String name, ObjectId id) throws IOException {
    if (tryPoint(name, id)) {
      return;
    }
    sweep();
    if (!tryPoint(name, id)) {
      throw new IOException("the reference " + name + " cannot be written");
    }
  }

  private boolean tryPoint(String name, ObjectId id) throws IOException {
    RefUpdate update = repository.updateRef(name);
    update.setNewObjectId(id);
    update.setForceUpdate(true);
    update.disableRefLog();
    return switch (update.update()) {
      case NEW, FORCED, FAST_FORWARD, NO_CHANGE -> true;
      default -> false;
    };
  }

  private Receiving openOrRebuild() throws IOException {
    Path store = directory.resolve("store.git");
    try {
      if (Files.isRegularFile(store.resolve("HEAD"))) {
        sweep();
        Receiving opened = new Receiving(store.toFile());
        restoreReferences(opened);
        return opened;
      }
    } catch (IOException | RuntimeException _) {
      // damaged beyond opening: what is in it can be fetched again
    }
    deleteTree(store);
    Receiving made = new Receiving(store.toFile());
    made.create(true);
    return made;
  }

  /** A half-written reference reads as absent or fails here, and the store is made anew. */
  private void restoreReferences(Receiving opened) throws IOException {
    List<Ref> refs = opened.getRefDatabase().getRefs();
    for (Ref ref : refs) {
      if (ref.getObjectId() != null && !opened.getObjectDatabase().has(ref.getObjectId())) {
        throw new MissingObjectException(ref.getObjectId(), "commit");
      }
    }
  }

  private static boolean isLeftover(Path file) {
    String name = String.valueOf(file.getFileName());
    boolean partial =
        name.startsWith("incoming_") || name.startsWith("noz") || name.startsWith(".tmp");
    return Files.isRegularFile(file)
        && (partial || name.endsWith(".lock") || name.endsWith(".keep") || name.equals("gc.pid"));
  }

  private static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path path, @Nullable IOException e)
              throws IOException {
            Files.deleteIfExists(path);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** A repository whose pack parser is bounded, which JGit's fetch has no setting for. */
  private static final class Receiving extends FileRepository {
    private final AtomicReference<@Nullable TransferGuard> guard = new AtomicReference<>();

    Receiving(File directory) throws IOException {
      super(directory);
    }

    @Override
    public ObjectInserter newObjectInserter() {
      ObjectInserter inserter = super.newObjectInserter();
      TransferGuard current = guard.get();
      return current == null ? inserter : current.bound(inserter);
    }
  }
}
