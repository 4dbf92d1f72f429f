package dev.setpoint.source;

import static dev.setpoint.source.SourceFixture.advanced;
import static dev.setpoint.source.SourceFixture.held;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.setpoint.manifest.RepositoryFile;
import dev.setpoint.manifest.RepositoryTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plain directory read as a tree. */
class LocalDirectoryTreeTest {
  @TempDir Path root;

  @BeforeEach
  void write() throws IOException {
    Files.createDirectories(root.resolve("sub"));
    Files.writeString(root.resolve("b.yaml"), "b");
    Files.writeString(root.resolve("sub/a.yaml"), "abc");
  }

  private SourceResult read() {
    return LocalDirectoryTree.read(root, SourceLimits.standard());
  }

  @Test
  void listsAndReadsTheFilesByDigest() {
    RepositoryTree tree = advanced(read());

    assertThat(tree.revision().id()).isEqualTo("worktree");
    assertThat(tree.files())
        .extracting(RepositoryFile::path)
        .containsExactly("b.yaml", "sub/a.yaml");
    RepositoryFile file = tree.find("sub/a.yaml").orElseThrow();
    assertThat(file.contentId())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(tree.read(file)).asString().isEqualTo("abc");
  }

  @Test
  void passesOverTheGitDirectoryOfAWorkingCopyButNotDeeperOnes() throws IOException {
    Files.createDirectories(root.resolve(".git"));
    Files.writeString(root.resolve(".git/HEAD"), "ref: x");
    assertThat(advanced(read()).files()).hasSize(2);

    Files.createDirectories(root.resolve("sub/.git"));
    assertThat(held(read(), SourceFailure.UNSAFE_TREE).findings())
        .extracting(SourceResult.Finding::path)
        .containsExactly("sub/.git");
  }

  @Test
  void refusesWhatARevisionWouldBeRefusedFor() throws IOException {
    Files.createSymbolicLink(root.resolve("link"), Path.of("/etc/shadow"));
    Files.writeString(root.resolve("B.yaml"), "x");
    Files.writeString(
        root.resolve("lfs"), "version https://git-lfs.github.com/spec/v1\noid sha256:0\n");

    assertThat(held(read(), SourceFailure.UNSAFE_TREE).findings())
        .extracting(SourceResult.Finding::toString)
        .containsExactly(
            "b.yaml: it differs from B.yaml only in letter case or form",
            "lfs: it is a Git LFS pointer, not the file itself",
            "link: symbolic links are not followed");
  }

  @Test
  void saysWhenAFileChangedAfterItWasListed() throws IOException {
    RepositoryTree tree = advanced(read());
    RepositoryFile file = tree.find("b.yaml").orElseThrow();
    Files.writeString(root.resolve("b.yaml"), "c");

    assertThatThrownBy(() -> tree.read(file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("b.yaml cannot be read: it changed while it was being read");
    Files.delete(root.resolve("b.yaml"));
    Files.createSymbolicLink(root.resolve("b.yaml"), Path.of("sub/a.yaml"));
    assertThatThrownBy(() -> tree.read(file)).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void keepsTheLimits() throws IOException {
    SourceLimits small =
        new SourceLimits(1, 3, 1, 1, 4, 2, 5, Duration.ofSeconds(1), Duration.ofSeconds(1));
    assertThat(advanced(LocalDirectoryTree.read(root, small)).files()).hasSize(2);
    Files.writeString(root.resolve("c"), "cc");
    assertThat(held(LocalDirectoryTree.read(root, small), SourceFailure.TREE_TOO_LARGE).message())
        .contains("more than 5 bytes");
    Files.writeString(root.resolve("c"), "cccc");
    held(LocalDirectoryTree.read(root, small), SourceFailure.OBJECT_TOO_LARGE);
    Files.delete(root.resolve("c"));
    Files.createDirectories(root.resolve("sub/x"));
    assertThat(held(LocalDirectoryTree.read(root, small), SourceFailure.TREE_TOO_LARGE).message())
        .contains("more than 2 nested directories");
  }

  @Test
  void saysWhenThereIsNothing() throws IOException {
    held(
        LocalDirectoryTree.read(root.resolve("none"), SourceLimits.standard()),
        SourceFailure.PATH_MISSING);
    Files.createDirectories(root.resolve("empty"));
    held(
        LocalDirectoryTree.read(root.resolve("empty"), SourceLimits.standard()),
        SourceFailure.EMPTIED);
  }

  @Test
  void aRepositoryMadeFromADirectoryHoldsItsFilesAndCanBeCloned(@TempDir Path other)
      throws IOException, InterruptedException {
    Files.createDirectories(root.resolve(".git"));
    Files.writeString(root.resolve(".git/HEAD"), "ref: x");
    LocalRepository made =
        LocalRepository.create(
            other.resolve("fleet.git"), root, "Start", InstantSource.fixed(SourceFixture.NOW));
    made.cloneTo(other.resolve("work"));

    assertThat(other.resolve("work/sub/a.yaml")).hasContent("abc");
    assertThat(Files.readString(other.resolve("work/.git/HEAD")).strip())
        .isEqualTo("ref: refs/heads/main");
    assertThat(Files.readString(other.resolve("work/.git/config")))
        .contains("email = setpoint@localhost", "[remote \"origin\"]", made.bare().toString());
    try (GitSource source =
        SourceFixture.source(
            SourceSettings.ofOperator(made.bare().toString()), other.resolve("store"))) {
      RepositoryTree tree = advanced(source.poll());
      assertThat(tree.revision().subject()).isEqualTo("Start");
      assertThat(tree.files())
          .extracting(RepositoryFile::path)
          .containsExactly("b.yaml", "sub/a.yaml");
    }
  }
}
