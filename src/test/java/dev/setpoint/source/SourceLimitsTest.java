package dev.setpoint.source;

import static dev.setpoint.source.RemoteFixture.entry;
import static dev.setpoint.source.SourceFixture.held;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every limit refuses with its own reason, and nothing of what was refused stays in force. */
class SourceLimitsTest {
  private static final SourceLimits SMALL =
      new SourceLimits(
          100_000, 20_000, 200, 10, 20, 4, 30_000, Duration.ofSeconds(5), Duration.ofSeconds(20));

  @TempDir Path directory;
  private RemoteFixture remote;

  @BeforeEach
  void open() throws IOException {
    remote = new RemoteFixture(directory.resolve("remote.git"));
  }

  private SourceResult poll(String branch, String path) throws InterruptedException {
    try (GitSource source =
        SourceFixture.source(
            SourceFixture.settings(remote.directory().toString(), branch, path, SMALL),
            directory.resolve("store"))) {
      return source.poll();
    }
  }

  private static byte[] noise(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  @Test
  void refusesOneObjectThatIsTooLargeAlsoOutsideThePath() throws InterruptedException {
    ObjectId large = remote.insert(Constants.OBJ_BLOB, noise(20_001));
    remote.push(
        remote.commit(
            remote.tree(
                entry(FileMode.REGULAR_FILE, "large", large),
                remote.directory("fleet", remote.file("a", "a"))),
            "Large"));

    held(poll("", "fleet"), SourceFailure.OBJECT_TOO_LARGE);
  }

  @Test
  void refusesAnObjectThatInflatesBeyondTheLimit() throws InterruptedException {
    remote.push(remote.commitFiles("Bomb", Map.of("a", "0".repeat(20_001))));

    held(poll("", ""), SourceFailure.OBJECT_TOO_LARGE);
  }

  @Test
  void refusesAPackOfTooManyBytesAndDoesNotFetchItAgain() throws InterruptedException {
    RemoteFixture.Entry[] entries =
        IntStream.range(0, 8)
            .mapToObj(i ->
                entry(
                    FileMode.REGULAR_FILE,
                    "f" + i,
                    remote.insert(Constants.OBJ_BLOB, noise(15_000 + i))))
            .toArray(RemoteFixture.Entry[]::new);
    remote.push(remote.commit(remote.tree(entries), "Much"));
    try (GitSource source =
        SourceFixture.source(
            SourceFixture.settings(remote.directory().toString(), "", "", SMALL),
            directory.resolve("store"))) {
      SourceResult first = source.poll();
      assertThat(held(first, SourceFailure.FETCH_TOO_LARGE).message())
          .contains("more than 100000 bytes");
      assertThat(source.poll()).isSameAs(first);
    }
    assertThat(directory.resolve("store/store.git/objects/pack")).isEmptyDirectory();
  }

  @Test
  void refusesTooManyObjectsBeforeReadingThem() throws InterruptedException {
    ObjectId head = remote.commitFiles("0", Map.of("a", "a"));
    for (int i = 1; i <= 200; i++) {
      head = remote.commitFiles("" + i, Map.of("a", "a"), head);
    }
    remote.push(head);

    assertThat(held(poll("", ""), SourceFailure.FETCH_TOO_LARGE).message())
        .contains("203 objects announced");
  }

  @Test
  void refusesTooManyReferences() throws InterruptedException {
    ObjectId head = remote.push(remote.commitFiles("1", Map.of("a", "a")));
    for (int i = 0; i < 11; i++) {
      remote.branch("b" + i, head);
    }

    held(poll("gone", ""), SourceFailure.TOO_MANY_REFS);
    held(poll("main", ""), SourceFailure.TOO_MANY_REFS);
  }

  @Test
  void refusesTooManyFilesBytesAndLevels() throws InterruptedException {
    RemoteFixture.Entry[] many =
        IntStream.range(0, 21)
            .mapToObj(i -> remote.file("f" + i, "x"))
            .toArray(RemoteFixture.Entry[]::new);
    remote.push(remote.commit(remote.tree(many), "Many"));
    assertThat(held(poll("", ""), SourceFailure.TREE_TOO_LARGE).message())
        .contains("more than 20 files and directories");

    remote.push(
        remote.commitFiles("Bytes", Map.of("a", "1".repeat(16_000), "b", "2".repeat(16_000))));
    assertThat(held(poll("", ""), SourceFailure.TREE_TOO_LARGE).message())
        .contains("more than 30000 bytes");

    remote.push(remote.commitFiles("Deep", Map.of("1/2/3/4/5/a", "a")));
    assertThat(held(poll("", ""), SourceFailure.TREE_TOO_LARGE).message())
        .contains("more than 4 nested directories");
  }

  @Test
  void endsATreeThatRepeatsItselfWithoutAnyFile() throws InterruptedException {
    ObjectId tree = remote.tree();
    for (int level = 0; level < 3; level++) {
      RemoteFixture.Entry[] same = new RemoteFixture.Entry[10];
      for (int i = 0; i < same.length; i++) {
        same[i] = entry(FileMode.TREE, "d" + i, tree);
      }
      tree = remote.tree(same);
    }
    remote.push(remote.commit(tree, "Tree bomb"));

    held(poll("", ""), SourceFailure.TREE_TOO_LARGE);
  }

  @Test
  void refusesLimitsThatAllowNothing() {
    assertThatThrownBy(() ->
            new SourceLimits(1, 0, 1, 1, 1, 1, 1, Duration.ofSeconds(1), Duration.ofSeconds(1)))
        .hasMessage("source limit objectBytes must be positive: 0");
  }
}
