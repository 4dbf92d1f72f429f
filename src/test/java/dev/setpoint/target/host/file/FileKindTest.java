package dev.setpoint.target.host.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.target.host.HostNode;
import dev.setpoint.target.host.machine.Programs;
import dev.setpoint.target.host.machine.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of a machine whose tree is a directory of the test. */
class FileKindTest {
  @TempDir private Path root;
  @TempDir private Path attic;
  private final List<List<String>> run = new ArrayList<>();
  private int exitCode;
  private HostNode host;

  @BeforeEach
  void aMachine() throws IOException {
    Files.createDirectory(root.resolve("etc"));
    Files.writeString(root.resolve("etc/passwd"), "root:x:0:0:::\nmail:x:8:8:::\n");
    Files.writeString(root.resolve("etc/group"), "root:x:0:\nadm:x:4:\n");
    Programs programs =
        (command, _) -> {
          run.add(command);
          return new Programs.Result(exitCode, "", "line 1: nonsense\n");
        };
    host = new HostNode(HostNode.machine(root, attic, programs));
  }

  @AfterEach
  void close() {
    host.close();
  }

  private Path at(String path) {
    return root.resolve(path.substring(1));
  }

  private String text(String path) throws IOException {
    return Files.readString(at(path));
  }

  private String access(String path) throws IOException {
    var options = LinkOption.NOFOLLOW_LINKS;
    return "%o %s:%s"
        .formatted(
            (Integer) Files.getAttribute(at(path), "unix:mode", options) & 07777,
            Files.getAttribute(at(path), "unix:uid", options),
            Files.getAttribute(at(path), "unix:gid", options));
  }

  @Test
  void makesAFileWithItsContentModeAndOwner() throws IOException {
    host.keep("files: {/etc/motd: {content: \"hi\\n\", mode: \"0640\", owner: mail, group: adm}}");

    assertThat(text("/etc/motd")).isEqualTo("hi\n");
    assertThat(access("/etc/motd")).isEqualTo("640 8:4");
  }

  @Test
  void correctsOnlyWhatDiffers() throws IOException {
    host.keep("files: {/etc/motd: {content: \"hi\\n\", mode: \"0644\", owner: root}}");
    Object inode = Files.getAttribute(at("/etc/motd"), "unix:ino");

    Files.setAttribute(at("/etc/motd"), "unix:mode", 0600);
    assertThat(host.differences()).containsExactly("file//etc/motd spec.mode: 0600 -> 0644");
    host.heal();
    Files.setAttribute(at("/etc/motd"), "unix:uid", 8);
    assertThat(host.differences()).containsExactly("file//etc/motd spec.owner: mail -> root");
    host.heal();

    assertThat(Files.getAttribute(at("/etc/motd"), "unix:ino")).isEqualTo(inode);
    assertThat(access("/etc/motd")).isEqualTo("644 0:0");
  }

  @Test
  void keepsTheFormerContentUnderItsDigest() throws IOException {
    host.keep("files: {/etc/motd: {content: \"hi\\n\"}}");
    Files.writeString(at("/etc/motd"), "by hand");

    host.heal();

    byte[] former = "by hand".getBytes(StandardCharsets.UTF_8);
    assertThat(attic.resolve(Sha256.hex(former))).hasBinaryContent(former);
    assertThat(text("/etc/motd")).isEqualTo("hi\n");
  }

  @Test
  void leavesModeAndOwnerThatNobodyDeclared() throws IOException {
    Files.writeString(at("/etc/motd"), "old");
    Files.setAttribute(at("/etc/motd"), "unix:mode", 0606);
    Files.setAttribute(at("/etc/motd"), "unix:uid", 8);

    host.keep("files: {/etc/motd: {content: \"hi\\n\"}}");

    assertThat(access("/etc/motd")).isEqualTo("606 8:0");
  }

  @Test
  void makesDirectoriesBeforeWhatIsInThem() throws IOException {
    host.keep(
        """
        files:
          /srv/a/b/file: {content: x}
          /srv/a/b: {directory: true, mode: "0700"}
          /srv/a: {directory: true}
          /srv: {directory: true}
        """);

    assertThat(text("/srv/a/b/file")).isEqualTo("x");
    assertThat(access("/srv/a/b")).isEqualTo("700 0:0");
  }

  @Test
  void saysWhichDirectoryIsMissing() {
    host.declare("files: {/srv/a/file: {content: x}}");

    assertThat(host.outcomes())
        .singleElement()
        .asString()
        .contains("/srv is not there; declare it with directory: true");
  }

  @Test
  void seedsAFileOnceAndLeavesItsContent() throws IOException {
    host.keep("files: {/etc/seed: {content: one, replace: false, mode: \"0600\"}}");
    Files.writeString(at("/etc/seed"), "grown");

    host.node().mustBeQuiet();
    Files.setAttribute(at("/etc/seed"), "unix:mode", 0644);
    host.heal();

    assertThat(text("/etc/seed")).isEqualTo("grown");
    assertThat(access("/etc/seed")).startsWith("600");
  }

  @Test
  void correctsALink() throws IOException {
    host.keep("files: {/etc/zone: {link: /usr/share/zoneinfo/UTC}}");
    Files.delete(at("/etc/zone"));
    Files.createSymbolicLink(at("/etc/zone"), Path.of("/etc/passwd"));

    assertThat(host.differences())
        .containsExactly("file//etc/zone spec.link: /etc/passwd -> /usr/share/zoneinfo/UTC");
    host.heal();

    assertThat(Files.readSymbolicLink(at("/etc/zone"))).hasToString("/usr/share/zoneinfo/UTC");
  }

  @Test
  void replacesALinkByTheFileAndNotWhatItLeadsTo() throws IOException {
    Files.writeString(at("/etc/shadow"), "secret");
    Files.createSymbolicLink(at("/etc/motd"), Path.of("shadow"));

    host.keep("files: {/etc/motd: {content: hi}}");

    assertThat(at("/etc/motd")).isRegularFile();
    assertThat(Files.isSymbolicLink(at("/etc/motd"))).isFalse();
    assertThat(text("/etc/shadow")).isEqualTo("secret");
  }

  @Test
  void doesNotWriteThroughALinkOfSomebodyElse() throws IOException {
    Files.createDirectories(at("/home/mail"));
    Files.createSymbolicLink(at("/home/mail/conf"), Path.of("../../etc"));
    Files.setAttribute(at("/home/mail/conf"), "unix:uid", 8, LinkOption.NOFOLLOW_LINKS);
    host.declare("files: {/home/mail/conf/cron: {content: evil}}");

    assertThat(host.outcomes()).singleElement().asString().contains("belongs to user 8");

    assertThat(at("/etc/cron")).doesNotExist();
  }

  @Test
  void removesWhatShallBeAbsent() throws IOException {
    Files.writeString(at("/etc/old"), "x");
    Files.createDirectory(at("/etc/empty"));
    host.keep("files: {/etc/old: {absent: true}, /etc/empty: {absent: true}}");

    assertThat(at("/etc/old")).doesNotExist();
    assertThat(at("/etc/empty")).doesNotExist();
    assertThat(attic.resolve(Sha256.hex("x".getBytes(StandardCharsets.UTF_8)))).exists();
  }

  @Test
  void leavesADirectoryWithSomethingInItToAHuman() throws IOException {
    Files.createDirectory(at("/etc/full"));
    Files.writeString(at("/etc/full/x"), "x");
    host.declare("files: {/etc/full: {absent: true}}");

    assertThat(host.blocked()).singleElement().asString().startsWith("NeedsHuman");
    assertThat(host.outcomes()).isEmpty();

    assertThat(at("/etc/full/x")).exists();
  }

  @Test
  void neverReplacesADirectoryByAFile() throws IOException {
    Files.createDirectory(at("/etc/motd"));
    host.declare("files: {/etc/motd: {content: hi}}");

    assertThat(host.node().plan().corrections())
        .allSatisfy(correction ->
            assertThat(correction.due().changes())
                .noneMatch(field -> field.path().equals("spec.type")));
    host.outcomes();

    assertThat(at("/etc/motd")).isDirectory();
  }

  @Test
  void purgesWhatNobodyDeclared() throws IOException {
    host.keep(
        """
        files:
          /etc/app: {directory: true, purge: {most: 3}}
          /etc/app/kept.conf: {content: x}
          /etc/app/sub: {directory: true}
          /etc/app/sub/kept.conf: {content: x}
        """);
    Files.writeString(at("/etc/app/stray"), "x");
    Files.writeString(at("/etc/app/sub/untouched"), "x");

    assertThat(host.differences()).containsExactly("file//etc/app spec.undeclared: [stray] -> []");
    host.heal();

    assertThat(at("/etc/app/stray")).doesNotExist();
    assertThat(at("/etc/app/sub/untouched")).exists();
  }

  @Test
  void purgesNothingWhenThereIsMoreThanTheLimit() throws IOException {
    host.keep("files: {/etc/app: {directory: true, purge: {most: 3}}}");
    Files.createDirectory(at("/etc/app/tree"));
    for (int i = 0; i < 3; i++) {
      Files.writeString(at("/etc/app/tree/" + i), "x");
    }

    assertThat(host.outcomes())
        .singleElement()
        .asString()
        .contains("more than 3 undeclared entries would be removed, and none was");

    assertThat(at("/etc/app/tree/0")).exists();
  }

  @Test
  void theCheckOfAFileSeesTheNewContentBeforeItTakesItsPlace() throws IOException {
    host.declare("files: {/etc/app.conf: {content: a=1, validate: [app, --check, \"%\"]}}");
    exitCode = 1;

    assertThat(host.outcomes())
        .singleElement()
        .asString()
        .contains("reason=VALIDATION_FAILED", "line 1: nonsense");

    assertThat(at("/etc/app.conf")).doesNotExist();
    assertThat(run)
        .singleElement()
        .satisfies(command -> {
          assertThat(command).startsWith("app", "--check");
          assertThat(command.getLast()).startsWith(at("/etc").toString());
        });
    try (var left = Files.list(at("/etc"))) {
      assertThat(left).hasSize(2);
    }
  }

  @Test
  void putsInOrderWhatACrashLeft() throws IOException {
    host.keep("files: {/etc/motd: {content: hi}}");
    Files.writeString(Half.of(at("/etc/motd")), "half of a fi");

    host.heal();

    assertThat(Half.of(at("/etc/motd"))).doesNotExist();
    assertThat(text("/etc/motd")).isEqualTo("hi");
  }

  @Test
  void aSecretIsWrittenAndNeverShown() throws IOException {
    host.keep("files: {/etc/password: {secret: shop/db, mode: \"0600\"}}");
    assertThat(text("/etc/password")).isEqualTo("the first secret");

    Files.writeString(at("/etc/password"), "guess");

    String plain = Sha256.hex("the first secret".getBytes(StandardCharsets.UTF_8));
    assertThat(host.differences()).singleElement().asString().contains("(hidden ");
    assertThat(host.node().plan().toString()).doesNotContain(plain).doesNotContain("secret\"");
    host.heal();
  }

  @Test
  void aWriteWithinTheSameTickIsSeen() throws IOException {
    host.keep("files: {/etc/motd: {content: aaaa}}");
    for (int i = 0; i < 50; i++) {
      Files.writeString(at("/etc/motd"), "bbbb");
      assertThat(host.differences()).as("write %d", i).hasSize(1);
      Files.writeString(at("/etc/motd"), "aaaa");
      assertThat(host.differences()).as("write %d back", i).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " leading",
        "trailing ",
        "a b",
        "ä",
        "日本",
        "-rf",
        "--",
        "*",
        "?",
        "[a]",
        "{a,b}",
        "$HOME",
        "`id`",
        "$(id)",
        "a;b",
        "a|b",
        "a&b",
        "a>b",
        "a<b",
        "a'b",
        "a\"b",
        "a\\b",
        "a%b",
        "%s",
        "a#b",
        "a:b",
        "a,b",
        "a=b",
        "~",
        "~root",
        "...",
        "..x",
        ".hidden",
        "a\tb",
        "e\u0301",
        "con",
        "a!b",
        "a^b",
        "a(b)",
        "0",
      })
  void keepsFilesOfNastyNames(String name) throws IOException {
    var escaped = name.replace("\\", "\\\\").replace("\"", "\\\"").replace("\t", "\\t");
    host.keep("files: {\"/etc/%s\": {content: x}}".formatted(escaped));

    assertThat(root.resolve("etc").resolve(name)).hasContent("x");
    Files.writeString(root.resolve("etc").resolve(name), "y");
    host.heal();
    assertThat(root.resolve("etc").resolve(name)).hasContent("x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", ".", "a//b", "a/", "a\\nb", "\\u202e"})
  void refusesPathsThatMeanAnotherOne(String name) {
    assertThat(catchMessage(name)).contains("/etc/");
  }

  private String catchMessage(String name) {
    try {
      host.declare("files: {\"/etc/%s\": {content: x}}".formatted(name));
      return "";
    } catch (AssertionError refused) {
      return String.valueOf(refused.getMessage());
    }
  }

  @Test
  void aMachineWithoutAccountsIsUnknownNotEmpty() throws IOException {
    host.keep("files: {/etc/motd: {content: x}}");
    Files.delete(at("/etc/passwd"));
    Files.createDirectory(at("/etc/passwd"));

    assertThat(host.node().plan().corrections()).isEmpty();
    assertThat(host.blocked()).singleElement().asString().startsWith("StateUnknown");
  }
}
