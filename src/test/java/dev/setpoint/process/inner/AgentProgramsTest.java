package dev.setpoint.process.inner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.target.lxd.instance.inner.AgentPackage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent's program as an archive, unpacked by the tar of the system. */
@Tag("process")
class AgentProgramsTest {
  @TempDir private Path work;

  private Path installation(String name) throws IOException {
    Path home = work.resolve(name);
    executable(home.resolve("bin/setpoint-agent"), "#!/bin/sh\n");
    executable(home.resolve("runtime/bin/java"), "x".repeat(100_000));
    Path deep = home.resolve("runtime/legal/" + "long/".repeat(15) + "b".repeat(60) + "/LICENSE");
    Files.createDirectories(deep.getParent());
    Files.writeString(deep, "free\n");
    Files.createSymbolicLink(home.resolve("runtime/legal/link"), Path.of("../bin/java"));
    Files.setLastModifiedTime(deep, FileTime.from(Instant.ofEpochSecond(1_577_836_800)));
    return home;
  }

  private static void executable(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Path unpacked(AgentPackage agent) throws IOException, InterruptedException {
    var bytes = new ByteArrayOutputStream();
    agent.archive().writeTo(bytes);
    Path archive = work.resolve("agent.tar");
    Files.write(archive, bytes.toByteArray());
    Path out = Files.createDirectory(work.resolve("out"));
    var tar =
        new ProcessBuilder("tar", "-xf", archive.toString(), "-C", out.toString(), "--strip=1")
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
    return out;
  }

  @Test
  void anInstallationComesOutAsItWas() throws IOException, InterruptedException {
    Path home = installation("0123456789abcdef");
    AgentPackage agent = AgentPrograms.installed(home).orElseThrow();
    assertThat(agent.release()).isEqualTo("0123456789abcdef");
    assertThat(agent.script()).contains("RELEASE").contains("[Unit]");

    Path out = unpacked(agent);

    try (var files = Files.walk(home)) {
      for (Path file : files.toList()) {
        Path copy = out.resolve(home.relativize(file).toString());
        if (Files.isSymbolicLink(file)) {
          assertThat(Files.readSymbolicLink(copy)).isEqualTo(Files.readSymbolicLink(file));
        } else if (Files.isRegularFile(file)) {
          assertThat(copy).hasSameBinaryContentAs(file);
          assertThat(Files.isExecutable(copy)).isEqualTo(Files.isExecutable(file));
          assertThat(Files.getLastModifiedTime(copy).toInstant().getEpochSecond())
              .isEqualTo(Files.getLastModifiedTime(file).toInstant().getEpochSecond());
        }
      }
    }
  }

  @Test
  void anInstallationIsNamedByItsContentWhereNobodyNamedIt() throws IOException {
    Path home = installation("unpacked-by-hand");
    String release = AgentPrograms.installed(home).orElseThrow().release();
    assertThat(release).matches("[0-9a-f]{16}");
    assertThat(AgentPrograms.installed(home).orElseThrow().release()).isEqualTo(release);
    Files.writeString(home.resolve("bin/setpoint-agent"), "#!/bin/sh\n# another\n");
    assertThat(AgentPrograms.installed(home).orElseThrow().release()).isNotEqualTo(release);
  }

  @Test
  void whatIsNoInstallationIsNone() throws IOException {
    Path home = installation("half");
    Files.delete(home.resolve("runtime/bin/java"));
    assertThat(AgentPrograms.installed(home)).isEqualTo(Optional.empty());
    assertThat(AgentPrograms.installed(work.resolve("none"))).isEmpty();
    assertThat(AgentPrograms.packed(work.resolve("none.tar.gz"))).isEmpty();
  }

  @Test
  void theStatusIsWrittenWholeWhereThereIsADirectoryForIt() throws IOException {
    StatusFile.of(work, "inner", "https://10.0.0.1:7438", "0123").link("connected");
    assertThat(work.resolve("status"))
        .hasContent("node=inner\ncontroller=https://10.0.0.1:7438\nrelease=0123\nlink=connected\n");
    StatusFile.of(null, "inner", "https://10.0.0.1:7438", "0123").link("connected");
    StatusFile.of(work.resolve("none"), "inner", "", "").link("connected");
  }
}
