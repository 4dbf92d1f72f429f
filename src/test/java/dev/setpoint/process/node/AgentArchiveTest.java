package dev.setpoint.process.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent's archive as a machine unpacks it: somewhere else than where it was made. */
@Tag("process")
class AgentArchiveTest {
  private static final Path ARCHIVE = Path.of("target/quarkus-app/agent/agent.tar.gz");

  @TempDir static Path machine;

  /** Output of a program, and how it ended. */
  private record Ended(int code, String text) {}

  @BeforeAll
  static void unpacks() throws IOException, InterruptedException {
    var made = ended(List.of("deploy/make-agent.sh"), "");
    assertThat(made.code()).as(made.text()).isZero();
    var tar = List.of("tar", "-xzf", ARCHIVE.toString(), "-C", machine.toString());
    var whole = new ArrayList<>(tar);
    whole.addAll(List.of("--strip-components=1", "--no-same-owner"));
    var unpacked = ended(whole, "");
    assertThat(unpacked.code()).as(unpacked.text()).isZero();
    Files.createSymbolicLink(machine.resolve("link"), machine.resolve("bin/setpoint-agent"));
  }

  private static Ended ended(List<String> command, String javaOptions)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SETPOINT_AGENT_JAVA_OPTS", javaOptions);
    var process = builder.start();
    process.getOutputStream().close();
    var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    return new Ended(process.exitValue(), text);
  }

  private static Ended agent(String javaOptions, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(machine.resolve("link").toString()));
    command.addAll(List.of(arguments));
    return ended(command, javaOptions);
  }

  @Test
  void tellsItsVersionThroughALink() throws IOException, InterruptedException {
    var ended = agent("", "version");
    assertThat(ended.code()).as(ended.text()).isZero();
    assertThat(ended.text()).matches("[0-9]+[.][0-9]+[.][0-9]+.*\n");
    assertThat(agent("", "help").text()).contains("setpoint-agent run --state DIR");
  }

  @Test
  void itsStartUpCacheIsGoodWhereverItIsUnpacked() throws IOException, InterruptedException {
    // Java ends when the cache that it must use does not fit.
    var ended = agent("-XX:AOTMode=on -Xlog:aot=warning", "version");
    assertThat(ended.code()).as(ended.text()).isZero();
    assertThat(ended.text().lines()).hasSize(1);
    assertThat(machine.resolve("agent.aot")).isRegularFile();
  }

  @Test
  void bringsItsOwnJavaAndNothingOfTheController() throws IOException {
    assertThat(machine.resolve("runtime/bin/java")).isExecutable();
    try (var files = Files.list(machine.resolve("lib"))) {
      assertThat(files.map(each -> each.getFileName().toString()))
          .hasSize(11)
          .noneMatch(name -> name.matches(".*(quarkus|vertx|netty|bouncycastle|jgit|sqlite).*"));
    }
  }

  @Test
  void saysWhatToDoWhenItHasNotJoined() throws IOException, InterruptedException {
    var ended = agent("", "run", "--state", machine.resolve("none").toString());
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.text()).contains("has not joined").contains("setpoint token create");
  }
}
