package dev.setpoint.source;

import static dev.setpoint.source.SourceFixture.advanced;
import static dev.setpoint.source.SourceFixture.failed;
import static dev.setpoint.source.SourceFixture.held;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.setpoint.manifest.RepositoryFile;
import dev.setpoint.manifest.RepositoryTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a source hands out, holds and finds again, over a local repository. */
class GitSourceTest {
  @TempDir Path directory;
  private RemoteFixture remote;
  private GitSource source;

  @BeforeEach
  void open() throws IOException {
    remote = new RemoteFixture(directory.resolve("remote.git"));
    source = sourceOf("", "");
  }

  @AfterEach
  void close() {
    source.close();
  }

  private GitSource sourceOf(String branch, String path) {
    return SourceFixture.source(
        SourceFixture.settings(
            remote.directory().toString(), branch, path, SourceLimits.standard()),
        directory.resolve("store"));
  }

  private void restart(String branch, String path) {
    source.close();
    source = sourceOf(branch, path);
  }

  private RepositoryTree accepted(ObjectId commit) throws InterruptedException {
    remote.push(commit);
    RepositoryTree tree = advanced(source.poll());
    source.accept(tree.revision());
    return tree;
  }

  private ObjectId first() {
    return remote.commitFiles(
        "First", Map.of("a.yaml", "a: 1\n", "sub/b.yaml", "b: 1\n", "sub/deep/c.yaml", "c"));
  }

  @Test
  void handsOutTheFilesOfTheHeadWithItsRevision() throws IOException, InterruptedException {
    ObjectId head = remote.push(first());

    RepositoryTree tree = advanced(source.poll());

    assertThat(tree.revision().id()).isEqualTo(head.name());
    assertThat(tree.revision().author()).isEqualTo("Ada <ada@example.org>");
    assertThat(tree.revision().subject()).isEqualTo("First");
    assertThat(tree.revision().committedAt()).isEqualTo(Instant.parse("2026-11-01T10:00:00Z"));
    assertThat(tree.files())
        .extracting(RepositoryFile::path)
        .containsExactly("a.yaml", "sub/b.yaml", "sub/deep/c.yaml");
    RepositoryFile file = tree.find("sub/b.yaml").orElseThrow();
    assertThat(file.sizeBytes()).isEqualTo(5);
    assertThat(new String(tree.read(file), StandardCharsets.UTF_8)).isEqualTo("b: 1\n");
    assertThat(tree.find("sub")).isEmpty();
    assertThat(source.lastContact()).contains(SourceFixture.NOW);
  }

  @Test
  void readsOnlyBelowTheFollowedPath() throws IOException, InterruptedException {
    remote.push(first());
    restart("", "./sub/");

    assertThat(advanced(source.poll()).files())
        .extracting(RepositoryFile::path)
        .containsExactly("b.yaml", "deep/c.yaml");
  }

  @Test
  void refusesToReadAFileOfAnotherTree() throws IOException, InterruptedException {
    RepositoryTree tree = accepted(first());
    ObjectId secret = remote.blob("not in this tree");

    assertThatThrownBy(() -> tree.read(new RepositoryFile("x", secret.name(), 16)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("x is not a file of revision");
  }

  @Test
  void handsOutARevisionOnceAndIsQuietAfterwards() throws IOException, InterruptedException {
    remote.push(first());
    RepositoryTree tree = advanced(source.poll());

    assertThat(source.poll()).isEqualTo(new SourceResult.Unchanged(tree.revision()));
    source.accept(tree.revision());
    assertThat(source.poll()).isEqualTo(new SourceResult.Unchanged(tree.revision()));
    assertThat(source.lastAccepted()).containsSame(tree);
  }

  @Test
  void takesOverUnchangedFilesOfThePreviousTree() throws IOException, InterruptedException {
    ObjectId one = first();
    RepositoryTree before = accepted(one);
    RepositoryTree after =
        accepted(
            remote.commitFiles(
                "Second",
                Map.of("a.yaml", "a: 2\n", "sub/b.yaml", "b: 1\n", "sub/deep/c.yaml", "c"),
                one));

    assertThat(after.find("sub/deep/c.yaml").orElseThrow())
        .isSameAs(before.find("sub/deep/c.yaml").orElseThrow());
    assertThat(after.find("a.yaml").orElseThrow().contentId())
        .isNotEqualTo(before.find("a.yaml").orElseThrow().contentId());
    assertThat(after.files()).hasSize(3);
  }

  @Test
  void findsTheAcceptedRevisionAgainAfterARestartWithoutTheServer()
      throws IOException, InterruptedException {
    RepositoryTree tree = accepted(first());
    source.close();
    java.nio.file.Files.move(remote.directory(), directory.resolve("gone.git"));
    source = sourceOf("", "");

    RepositoryTree found = source.lastAccepted().orElseThrow();

    assertThat(found.revision()).isEqualTo(tree.revision());
    assertThat(found.files()).isEqualTo(tree.files());
    failed(source.poll(), SourceFailure.NOT_FOUND);
    assertThat(source.lastAccepted()).isPresent();
  }

  @Test
  void aRevisionThatWasNotAcceptedIsHandedOutAgainAfterARestart()
      throws IOException, InterruptedException {
    RepositoryTree good = accepted(first());
    remote.push(
        remote.commitFiles(
            "Bad", Map.of("a.yaml", "?"), ObjectId.fromString(good.revision().id())));
    advanced(source.poll());
    restart("", "");

    assertThat(source.lastAccepted().map(t -> t.revision().id())).contains(good.revision().id());
    assertThat(advanced(source.poll()).revision().subject()).isEqualTo("Bad");
  }

  @Test
  void holdsABranchThatWasRewritten() throws IOException, InterruptedException {
    ObjectId old = first();
    accepted(old);
    ObjectId sibling = remote.push(remote.commitFiles("Other", Map.of("a.yaml", "x")));

    assertThat(held(source.poll(), SourceFailure.REWRITTEN).message())
        .contains("it was rewritten from " + old.name() + " to " + sibling.name());
    assertThat(source.lastAccepted().map(t -> t.revision().id())).contains(old.name());
    held(source.poll(), SourceFailure.REWRITTEN);
  }

  @Test
  void holdsABranchThatMovedBackAlsoWhenItAlternates() throws IOException, InterruptedException {
    ObjectId one = first();
    accepted(one);
    ObjectId two = remote.commitFiles("Second", Map.of("a.yaml", "2"), one);
    accepted(two);
    remote.push(one);
    assertThat(held(source.poll(), SourceFailure.REWRITTEN).message()).contains("it moved back");
    remote.push(two);
    assertThat(source.poll()).isInstanceOf(SourceResult.Unchanged.class);
    remote.push(one);
    held(source.poll(), SourceFailure.REWRITTEN);
  }

  @Test
  void acceptsExactlyTheRewriteThatWasNamed() throws IOException, InterruptedException {
    accepted(first());
    ObjectId named = remote.push(remote.commitFiles("Other", Map.of("a.yaml", "x")));
    held(source.poll(), SourceFailure.REWRITTEN);
    source.acceptRewrite(named.name());
    restart("", "");

    RepositoryTree tree = advanced(source.poll());
    source.accept(tree.revision());

    assertThat(tree.revision().id()).isEqualTo(named.name());
    remote.push(remote.commitFiles("Third", Map.of("a.yaml", "y")));
    held(source.poll(), SourceFailure.REWRITTEN);
    assertThatThrownBy(() -> source.acceptRewrite("abc123"))
        .hasMessage("\"abc123\" is not a commit id; write all forty hexadecimal digits");
  }

  @Test
  void holdsAVanishedBranchAndNamesTheOnesThatAreThere() throws IOException, InterruptedException {
    ObjectId one = first();
    accepted(one);
    remote.branch("trunk", one);
    remote.deleteBranch("main");

    assertThat(held(source.poll(), SourceFailure.BRANCH_MISSING).message())
        .contains("the default branch; there are trunk");
    restart("release", "");
    assertThat(held(source.poll(), SourceFailure.BRANCH_MISSING).message())
        .contains("release; there are trunk");
    assertThat(source.lastAccepted()).isPresent();
  }

  @Test
  void holdsAnEmptiedRepository() throws IOException, InterruptedException {
    accepted(first());
    remote.deleteBranch("main");

    held(source.poll(), SourceFailure.REPOSITORY_EMPTY);
    assertThat(source.lastAccepted()).isPresent();
  }

  @Test
  void holdsWhenTheDefaultBranchBecameAnother() throws IOException, InterruptedException {
    ObjectId one = first();
    accepted(one);
    remote.branch("trunk", remote.commitFiles("Next", Map.of("a.yaml", "2"), one));
    remote.point("HEAD", "refs/heads/trunk");

    assertThat(held(source.poll(), SourceFailure.DEFAULT_BRANCH_CHANGED).message())
        .contains("from main to trunk");
    restart("trunk", "");
    advanced(source.poll());
  }

  @Test
  void holdsWhenThePathIsGoneOrEmpty() throws IOException, InterruptedException {
    ObjectId one = first();
    remote.push(one);
    restart("", "sub");
    source.accept(advanced(source.poll()).revision());
    ObjectId two = remote.push(remote.commitFiles("No sub", Map.of("a.yaml", "a"), one));
    held(source.poll(), SourceFailure.PATH_MISSING);
    ObjectId three =
        remote.push(
            remote.commit(
                remote.tree(remote.file("a", "a"), remote.directory("sub")), "Empty", two));
    held(source.poll(), SourceFailure.EMPTIED);
    remote.push(remote.commitFiles("A file", Map.of("sub", "file"), three));
    held(source.poll(), SourceFailure.PATH_MISSING);
    assertThat(source.lastAccepted().map(RepositoryTree::revision).map(r -> r.id()))
        .contains(one.name());
  }

  @Test
  void anotherPathInTheSettingsIsANewTree() throws IOException, InterruptedException {
    accepted(first());
    restart("", "sub");

    assertThat(source.lastAccepted()).isEqualTo(Optional.empty());
    assertThat(advanced(source.poll()).files()).hasSize(2);
  }

  @Test
  void holdsABranchThatIsNoCommit() throws IOException, InterruptedException {
    remote.branch("main", remote.blob("no commit"));

    held(source.poll(), SourceFailure.BRANCH_NOT_COMMIT);
  }

  @Test
  void holdsACommitThatSaysTwoThings() throws IOException, InterruptedException {
    ObjectId tree = remote.tree(remote.file("a.yaml", "a"));
    ObjectId other = remote.tree(remote.file("a.yaml", "b"));
    String who = " A <a@b> 1 +0000\n";
    remote.push(
        remote.insert(
            Constants.OBJ_COMMIT,
            ("tree "
                    + tree.name()
                    + "\nauthor"
                    + who
                    + "committer"
                    + who
                    + "tree "
                    + other.name()
                    + "\n\nTwo\n")
                .getBytes(StandardCharsets.UTF_8)));

    assertThat(held(source.poll(), SourceFailure.MALFORMED_OBJECTS).message())
        .contains("has more than one tree line");
  }

  @Test
  void takesAnyCommitTimeAndShowsNoControlCharacters() throws IOException, InterruptedException {
    ObjectId tree = remote.tree(remote.file("a.yaml", "a"));
    remote.push(
        remote.insert(
            Constants.OBJ_COMMIT,
            ("tree "
                    + tree.name()
                    + "\nauthor A\u001b[2J <a@b> 1 +0000\n"
                    + "committer A <a@b> 4294967296 +0000\n\nRed \u001b[31m\u202e\n")
                .getBytes(StandardCharsets.UTF_8)));

    RepositoryTree tree2 = advanced(source.poll());

    assertThat(tree2.revision().author()).isEqualTo("A\\u001b[2J <a@b>");
    assertThat(tree2.revision().subject()).isEqualTo("Red \\u001b[31m\\u202e");
    assertThat(tree2.revision().committedAt()).isEqualTo(Instant.ofEpochSecond(4294967296L));
  }

  @Test
  void acceptsOnlyWhatItHandedOut() throws IOException, InterruptedException {
    RepositoryTree tree = accepted(first());
    source.accept(tree.revision());
    remote.push(remote.commitFiles("Other", Map.of("a.yaml", "x")));
    source.poll();

    var foreign = new dev.setpoint.manifest.Revision("a".repeat(40), "", "", SourceFixture.NOW);
    assertThatThrownBy(() -> source.accept(foreign))
        .hasMessage("revision aaaaaaaaaaaa was not handed out by the last poll");
  }

  @Test
  void waitsLongerAfterEveryFailureAndForgetsThemWhenAllIsWell()
      throws IOException, InterruptedException {
    ObjectId one = first();
    Path away = directory.resolve("away.git");
    java.nio.file.Files.move(remote.directory(), away);
    for (long expected : new long[] {30, 60, 120, 240, 300, 300}) {
      assertThat(failed(source.poll(), SourceFailure.NOT_FOUND).retryAfter()).hasSeconds(expected);
      assertThat(source.nextDelay().toMillis()).isBetween(expected * 800, expected * 1200);
    }
    java.nio.file.Files.move(away, remote.directory());
    remote.push(one);
    source.poll();
    assertThat(source.nextDelay().toMillis()).isBetween(12_000L, 18_000L);
  }
}
