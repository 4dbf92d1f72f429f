package dev.setpoint.source;

import static dev.setpoint.source.RemoteFixture.entry;
import static dev.setpoint.source.SourceFixture.advanced;
import static dev.setpoint.source.SourceFixture.held;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Entries that a revision is refused for, made with raw objects. */
class HostileTreeTest {
  private static final String POINTER =
      "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0".repeat(64) + "\nsize 12345\n";

  @TempDir Path directory;
  private RemoteFixture remote;
  private GitSource source;

  @BeforeEach
  void open() throws IOException {
    remote = new RemoteFixture(directory.resolve("remote.git"));
    source =
        SourceFixture.source(
            SourceFixture.settings(
                remote.directory().toString(), "", "fleet", SourceLimits.standard()),
            directory.resolve("store"));
  }

  @AfterEach
  void close() {
    source.close();
  }

  /**
   * One hostile entry.
   *
   * @param what for the test's name
   * @param entry made in the remote
   * @param finding expected text of path and reason
   */
  record Hostile(String what, Function<RemoteFixture, RemoteFixture.Entry> entry, String finding) {
    @Override
    public String toString() {
      return what;
    }
  }

  private static Hostile name(String name, String finding) {
    return new Hostile(finding, r -> r.file(name, "x"), finding);
  }

  private static Hostile symlink(String name, String target) {
    return new Hostile(
        "symlink to " + target,
        r -> entry(FileMode.SYMLINK, name, r.blob(target)),
        name + ": symbolic links are not followed");
  }

  static Stream<Hostile> refusedByTheWalk() {
    String reserved = ": the name can mean git's own directory";
    String ends = ": the name ends in a dot or a space";
    return Stream.of(
        symlink("link", "a.yaml"),
        symlink("link", "/etc/shadow"),
        symlink("link", "link"),
        symlink("dir", "../.."),
        new Hostile(
            "submodule",
            _ -> entry(FileMode.GITLINK, "module", ObjectId.fromString("1".repeat(40))),
            "module: submodules are not followed"),
        name(".gitmodules", ".gitmodules: submodules are not followed"),
        name(".GitModules", ".GitModules: submodules are not followed"),
        new Hostile("LFS", r -> r.file("big", POINTER), "big: it is a Git LFS pointer, not the"),
        name(".git:x", ".git:x" + reserved),
        name("trailing.", "trailing." + ends),
        name("trailing ", "trailing " + ends),
        name("back\\slash", "back\\slash: the name holds a path separator"),
        name("new\nline", "new\\u000aline: the name holds the character U+000A"),
        name("esc\u001b[2J", "esc\\u001b[2J: the name holds the character U+001B"),
        name("\u202egnp.yaml", "\\u202egnp.yaml: the name holds the character U+202E"),
        name("zero\u200bwidth", "zero\\u200bwidth: the name holds the character U+200B"),
        new Hostile(
            "not UTF-8",
            r -> new RemoteFixture.Entry(FileMode.REGULAR_FILE, "caf\u00e9", r.blob("x")),
            "caf\u00e9\\uffff: the name holds the character U+FFFF"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusedByTheWalk")
  void refusesTheRevisionAndNamesTheEntry(Hostile hostile)
      throws IOException, InterruptedException {
    remote.push(
        remote.commit(
            remote.tree(
                remote.directory(
                    "fleet", remote.file("a.yaml", "a"), hostile.entry().apply(remote))),
            "Hostile"));

    SourceResult.Held held = held(source.poll(), SourceFailure.UNSAFE_TREE);

    assertThat(held.findings()).hasSize(1);
    assertThat(held.findings().getFirst().toString()).startsWith(hostile.finding());
    assertThat(held.message()).contains(hostile.finding());
    assertThat(source.lastAccepted()).isEmpty();
  }

  static Stream<Hostile> refusedOnReceipt() {
    return Stream.of(".git", ".GIT", "git~1", "..", ".", ".g\u200cit", ".git ", ".git.")
        .map(name -> new Hostile(name, r -> r.file(name, "x"), ""));
  }

  @ParameterizedTest(name = "name {0}")
  @MethodSource("refusedOnReceipt")
  void refusesNamesOfGitItselfWhereverTheyStand(Hostile hostile)
      throws IOException, InterruptedException {
    remote.push(
        remote.commit(
            remote.tree(
                remote.directory("fleet", remote.file("a.yaml", "a")),
                remote.directory("elsewhere", hostile.entry().apply(remote))),
            "Hostile"));
    SourceResult result = source.poll();
    if (hostile.what().equals(".g\u200cit")) { // only the walk below the path knows this one
      advanced(result);
    } else {
      held(result, SourceFailure.MALFORMED_OBJECTS);
    }
  }

  @Test
  void refusesEntriesThatDifferOnlyInCaseOrForm() throws IOException, InterruptedException {
    remote.push(
        remote.commit(
            remote.tree(
                remote.directory(
                    "fleet",
                    remote.file("Web.yaml", "1"),
                    remote.file("web.yaml", "2"),
                    remote.directory("DATA", remote.file("x", "x")),
                    remote.directory("data", remote.file("x", "x")),
                    remote.file("caf\u00e9", "1"),
                    remote.file("cafe\u0301", "2"))),
            "Colliding"));

    List<SourceResult.Finding> findings = held(source.poll(), SourceFailure.UNSAFE_TREE).findings();

    assertThat(findings)
        .extracting(SourceResult.Finding::toString)
        .containsExactly(
            "caf\u00e9: it differs from cafe\u0301 only in letter case or form",
            "data: it differs from DATA only in letter case or form",
            "web.yaml: it differs from Web.yaml only in letter case or form");
  }

  @Test
  void namesEveryFindingAndTheFirstThreeInTheMessage() throws IOException, InterruptedException {
    remote.push(
        remote.commit(
            remote.tree(
                remote.directory(
                    "fleet",
                    entry(FileMode.SYMLINK, "l1", remote.blob("x")),
                    remote.directory("sub", entry(FileMode.SYMLINK, "l2", remote.blob("x"))),
                    entry(FileMode.SYMLINK, "l3", remote.blob("x")),
                    entry(FileMode.SYMLINK, "l4", remote.blob("x")))),
            "Many"));

    SourceResult.Held held = held(source.poll(), SourceFailure.UNSAFE_TREE);

    assertThat(held.findings())
        .extracting(SourceResult.Finding::path)
        .containsExactly("l1", "l3", "l4", "sub/l2");
    assertThat(held.message()).contains("; 1 more)");
  }

  @Test
  void leavesAloneWhatIsOutsideTheFollowedPath() throws IOException, InterruptedException {
    remote.push(
        remote.commit(
            remote.tree(
                remote.file(".gitmodules", "[submodule \"x\"]\n\tpath = module\n\turl = ext::sh\n"),
                entry(FileMode.GITLINK, "module", ObjectId.fromString("1".repeat(40))),
                entry(FileMode.SYMLINK, "link", remote.blob("/etc/shadow")),
                remote.file("big", POINTER),
                remote.file(".gitattributes", "* filter=evil\n"),
                remote.directory("fleet", remote.file("a.yaml", "a"))),
            "Outside"));

    assertThat(advanced(source.poll()).files()).hasSize(1);
  }

  @Test
  void refusesASymlinkThatALaterCommitBringsAndKeepsTheFormerRevision()
      throws IOException, InterruptedException {
    ObjectId good =
        remote.push(
            remote.commit(
                remote.tree(remote.directory("fleet", remote.file("a.yaml", "a"))), "Good"));
    source.accept(advanced(source.poll()).revision());
    ObjectId bad =
        remote.push(
            remote.commit(
                remote.tree(
                    remote.directory(
                        "fleet", entry(FileMode.SYMLINK, "a.yaml", remote.blob("/etc/shadow")))),
                "Bad",
                good));

    held(source.poll(), SourceFailure.UNSAFE_TREE);
    assertThat(source.lastAccepted().map(t -> t.revision().id())).contains(good.name());

    remote.push(
        remote.commit(
            remote.tree(remote.directory("fleet", remote.file("a.yaml", "b"))), "Repaired", bad));
    assertThat(advanced(source.poll()).revision().subject()).isEqualTo("Repaired");
  }

  @Test
  void refusesAPathThatLeadsThroughASymlink() throws IOException, InterruptedException {
    remote.push(
        remote.commit(
            remote.tree(
                entry(FileMode.SYMLINK, "fleet", remote.blob("real")),
                remote.directory("real", remote.file("a.yaml", "a"))),
            "Link"));

    held(source.poll(), SourceFailure.PATH_MISSING);
  }
}
