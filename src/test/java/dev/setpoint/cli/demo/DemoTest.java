package dev.setpoint.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.setpoint.cli.demo.DemoEngines.Choice;
import dev.setpoint.cli.demo.DemoPorts.FoundEngine;
import dev.setpoint.cli.session.CliFailure;
import dev.setpoint.fixture.Golden;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parts of the demo that need no engine. */
class DemoTest {
  private static final FoundEngine DOCKER =
      new FoundEngine("docker", "unix:///var/run/docker.sock", "Docker 20.10.24");
  private static final FoundEngine PODMAN =
      new FoundEngine("podman", "unix:///home/ann/p.sock", "Podman 4.3.1");

  @TempDir Path root;

  private DemoOptions options(String engine) {
    return new DemoOptions(engine, false, root.resolve("data"), 0, root.resolve("samples"));
  }

  private Choice choose(String engine, FoundEngine... found)
      throws IOException, InterruptedException {
    var out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    return new DemoEngines(_ -> List.of(found), new Machine(Map.of()), options(engine), out)
        .choose();
  }

  @Test
  void takesTheEngineThatIsThere() throws IOException, InterruptedException {
    assertThat(choose("", DOCKER, PODMAN).real()).contains(DOCKER);
    assertThat(choose("podman", DOCKER, PODMAN).real()).contains(PODMAN);
    assertThat(choose("simulated", DOCKER).real()).isEmpty();
  }

  @Test
  void runsOnTheSimulatedEngineWhenNothingMayBeInstalled()
      throws IOException, InterruptedException {
    Choice choice = choose("");
    assertThat(choice.real()).isEmpty();
    assertThat(choice.whySimulated()).contains("--no-install");
  }

  @Test
  void tellsWhatToTryOnEachEngine() {
    var options = new DemoOptions("", true, Path.of("/var/lib/setpoint"), 0, Path.of("/samples"));
    String page =
        new DemoTips(options, Optional.of(DOCKER)).text()
            + "------\n"
            + new DemoTips(options, Optional.of(PODMAN)).text()
            + "------\n"
            + DemoTips.banner("No engine answers.")
            + new DemoTips(options, Optional.empty()).text();
    Golden.check("cli", "demo-tips.txt", page);
  }

  @Test
  void refusesADataDirectoryThatSomebodyElseUses() throws IOException {
    Files.createDirectories(root.resolve("data"));
    Files.writeString(root.resolve("data/setpoint.db"), "x");
    var directory = new DemoDirectory(options(""));
    assertThatThrownBy(directory::prepare)
        .isInstanceOf(CliFailure.class)
        .hasMessageContaining("another installation");
    assertThat(directory.remove()).isFalse();
    assertThat(root.resolve("data/setpoint.db")).exists();
  }

  @Test
  void makesTheRepositoryOnceAndRemovesAllOfIt() throws IOException {
    Files.createDirectories(root.resolve("samples"));
    var directory = new DemoDirectory(options(""));
    var made = new AtomicInteger();
    for (int i = 0; i < 2; i++) {
      directory.prepare();
      directory.makeRepository((files, bare, work) -> {
        made.incrementAndGet();
        Files.createDirectories(bare);
        Files.createDirectories(work);
      });
    }
    assertThat(made).hasValue(1);
    assertThat(directory.remove()).isTrue();
    assertThat(root.resolve("data")).doesNotExist();
  }

  @Test
  void knowsAStaticProgramFromOneThatNeedsALoader() throws IOException {
    assertThat(DemoImage.isStatic(root.resolve("nothing"))).isFalse();
    Path script = Files.writeString(root.resolve("script"), "#!/bin/sh\n");
    assertThat(DemoImage.isStatic(script)).isFalse();
    assertThat(DemoImage.isStatic(elf(6))).isTrue();
    assertThat(DemoImage.isStatic(elf(3))).isFalse();
  }

  private Path elf(int segment) throws IOException {
    var elf = ByteBuffer.allocate(128).order(ByteOrder.LITTLE_ENDIAN);
    elf.put(0, new byte[] {0x7f, 'E', 'L', 'F', 2, 1});
    elf.putLong(32, 64).putShort(54, (short) 56).putShort(56, (short) 1).putInt(64, segment);
    return Files.write(root.resolve("elf" + segment), elf.array());
  }
}
