package dev.setpoint.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.link.real.Middlebox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The pasted command with the machine's own curl or wget against the packaged program, directly and
 * through an HTTP proxy. It ends where the installation would begin: it believes not to be root.
 */
@Tag("process")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class PastedThroughProxyTest {
  private static final List<String> TOOLS =
      List.of("sh", "mktemp", "cut", "sha256sum", "rm", "mkdir", "cat", "tar");

  private RunningController controller;
  private Middlebox proxy;
  private Path home;

  @BeforeAll
  void start(@TempDir(cleanup = CleanupMode.NEVER) Path directory) throws IOException {
    home = directory;
    controller = new RunningController(directory);
    proxy = new Middlebox();
  }

  @AfterAll
  void stop() throws IOException {
    controller.close();
    proxy.close();
  }

  /** A machine that has one of the two, and nothing that could install anything. */
  private Path machineWith(String fetcher) throws IOException {
    Path bin = Files.createTempDirectory(home, fetcher);
    for (String tool : TOOLS) {
      Files.createSymbolicLink(bin.resolve(tool), where(tool));
    }
    Files.createSymbolicLink(bin.resolve(fetcher), where(fetcher));
    Files.writeString(bin.resolve("id"), "#!/bin/sh\necho 1000\n");
    assertThat(bin.resolve("id").toFile().setExecutable(true)).isTrue();
    return bin;
  }

  private static Path where(String tool) {
    for (String directory : List.of("/usr/bin", "/bin")) {
      Path file = Path.of(directory, tool);
      if (Files.isExecutable(file)) {
        return file;
      }
    }
    throw new AssertionError("this test needs " + tool);
  }

  private String paste(Path bin, String variable) throws IOException, InterruptedException {
    var made = controller.askAsOwner("/api/v1/tokens", "{\"node\":\"web1\"}").json();
    var builder = new ProcessBuilder("/bin/sh", "-c", made.path("command").asText());
    builder.environment().clear();
    builder.environment().put("PATH", bin.toString());
    if (!variable.equals("none")) {
      var address = proxy.address();
      builder.environment().put(variable, "http://127.0.0.1:" + address.getPort());
    }
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(said).doesNotContain(made.path("token").asText());
    return said;
  }

  @ParameterizedTest
  @CsvSource({
    "curl,none,0",
    "wget,none,0",
    "curl,HTTPS_PROXY,2",
    "wget,HTTPS_PROXY,2",
    "wget,https_proxy,2",
  })
  void fetchesTheScriptUnderTheRightAuthority(String fetcher, String variable, int tunnels)
      throws IOException, InterruptedException {
    int before = proxy.asked().size();
    // The script ran: these are its words, after the authority was compared.
    assertThat(paste(machineWith(fetcher), variable)).contains("this must run as root");
    assertThat(proxy.asked().subList(before, proxy.asked().size()))
        .hasSize(tunnels)
        .allMatch(line -> line.equals("CONNECT 127.0.0.1:" + controller.fleetPort() + " HTTP/1.1"));
  }
}
