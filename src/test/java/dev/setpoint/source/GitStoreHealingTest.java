package dev.setpoint.source;

import static dev.setpoint.source.SourceFixture.advanced;
import static dev.setpoint.source.SourceFixture.failed;
import static dev.setpoint.source.SourceFixture.held;
import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.manifest.RepositoryTree;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a kill or a damaged disk leaves in the store, and how the next start gets over it. */
class GitStoreHealingTest {
  @TempDir Path directory;
  private RemoteFixture remote;
  private Path store;
  private GitSource source;
  private ObjectId good;

  @BeforeEach
  void followOneRevision() throws IOException, InterruptedException {
    remote = new RemoteFixture(directory.resolve("remote.git"));
    store = directory.resolve("store");
    good = remote.push(remote.commitFiles("Good", Map.of("a.yaml", "a: 1\n")));
    open();
    source.accept(advanced(source.poll()).revision());
  }

  @AfterEach
  void close() {
    source.close();
  }

  private void open() {
    source = SourceFixture.source(SourceFixture.settings(remote.directory().toString()), store);
  }

  private ObjectId next() {
    return remote.push(remote.commitFiles("Next", Map.of("a.yaml", "a: 2\n"), good));
  }

  private void assertHeals() throws InterruptedException {
    ObjectId next = next();
    RepositoryTree handed = advanced(source.poll());
    assertThat(handed.revision().id()).isEqualTo(next.name());
    assertThat(handed.read(handed.files().getFirst())).asString().isEqualTo("a: 2\n");
    source.accept(handed.revision());
    assertThat(source.lastAccepted().map(t -> t.revision().id())).contains(next.name());
  }

  private Path pack() throws IOException {
    try (Stream<Path> packs = Files.list(store.resolve("store.git/objects/pack"))) {
      return packs.filter(p -> p.toString().endsWith(".pack")).findFirst().orElseThrow();
    }
  }

  private static void truncate(Path file, long size) throws IOException {
    assertThat(file.toFile().setWritable(true)).isTrue();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    }
  }

  @Test
  void sweepsLocksAndPartialPacksOfAKilledFetch() throws IOException, InterruptedException {
    source.close();
    Path git = store.resolve("store.git");
    Path lock = Files.writeString(git.resolve("refs/setpoint/candidate.lock"), "");
    Path packedLock = Files.writeString(git.resolve("packed-refs.lock"), "");
    Path partial = Files.writeString(git.resolve("objects/incoming_1.pack"), "PACK");
    Path keep = Files.writeString(Path.of(pack().toString().replace(".pack", ".keep")), "x");
    open();

    assertHeals();
    assertThat(Stream.of(lock, packedLock, partial, keep)).noneMatch(Files::exists);
  }

  @Test
  void getsOverALockThatAppearsWhileItRuns() throws IOException, InterruptedException {
    Files.writeString(store.resolve("store.git/refs/setpoint/candidate.lock"), "");

    assertHeals();
  }

  @Test
  void getsOverAHalfWrittenReference() throws IOException, InterruptedException {
    source.close();
    Files.writeString(store.resolve("store.git/refs/setpoint/accepted"), good.name().substring(9));
    open();

    assertHeals();
  }

  @Test
  void fetchesAgainWhenThePackIsCutShort() throws IOException, InterruptedException {
    source.close();
    truncate(pack(), 20);
    open();

    assertThat(source.lastAccepted()).isEmpty();
    assertHeals();
  }

  @Test
  void fetchesAgainWhenThePackIsGone() throws IOException, InterruptedException {
    source.close();
    Files.delete(pack());
    open();

    assertHeals();
  }

  @Test
  void makesTheStoreAnewWhenItIsNoRepository() throws IOException, InterruptedException {
    source.close();
    Files.writeString(store.resolve("store.git/HEAD"), "");
    Files.writeString(store.resolve("store.git/config"), "[core\n");
    open();

    assertHeals();
  }

  @Test
  void demandsDescentEvenAfterTheStoreWasLost() throws IOException, InterruptedException {
    source.close();
    Files.delete(pack());
    remote.push(remote.commitFiles("Other", Map.of("a.yaml", "x")));
    open();

    assertThat(held(source.poll(), SourceFailure.REWRITTEN).message()).contains(good.name());
    Path fetched = pack();
    held(source.poll(), SourceFailure.REWRITTEN);
    assertThat(fetched).exists();
  }

  @Test
  void getsOverAPackThatIsDamagedWhileItRuns() throws IOException, InterruptedException {
    Files.delete(pack());
    next();

    SourceResult result = source.poll();
    if (result instanceof SourceResult.Failed) {
      result = source.poll();
    }
    assertThat(advanced(result).revision().subject()).isEqualTo("Next");
  }

  @Test
  void refusesADamagedRecordInsteadOfForgettingWhatWasAccepted()
      throws IOException, InterruptedException {
    source.close();
    truncate(store.resolve("accepted"), 30);
    open();

    assertThat(failed(source.poll(), SourceFailure.STORE_UNUSABLE).message())
        .contains("accepted is damaged");
    assertThat(source.lastAccepted()).isEmpty();
  }

  @Test
  void twoSourcesCannotShareAStore() throws InterruptedException {
    try (GitSource second =
        SourceFixture.source(SourceFixture.settings(remote.directory().toString()), store)) {
      failed(second.poll(), SourceFailure.STORE_BUSY);
      source.close();
      assertThat(second.poll()).isInstanceOf(SourceResult.Unchanged.class);
    }
  }

  @Test
  void aRepackKeepsWhatIsInForceAndReadable() throws InterruptedException, IOException {
    var tree = source.lastAccepted().orElseThrow();
    ObjectId head = good;
    for (int i = 0; i < 52; i++) {
      head = remote.push(remote.commitFiles("n" + i, Map.of("a.yaml", "n" + i), head));
      source.accept(advanced(source.poll()).revision());
    }
    source.poll();

    try (Stream<Path> packs = Files.list(store.resolve("store.git/objects/pack"))) {
      assertThat(packs.filter(p -> p.toString().endsWith(".pack")).count()).isLessThan(5);
    }
    assertThat(tree.read(tree.files().getFirst())).asString().isEqualTo("a: 1\n");
    var last = source.lastAccepted().orElseThrow();
    assertThat(last.read(last.files().getFirst())).asString().isEqualTo("n51");
  }
}
