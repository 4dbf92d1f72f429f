package dev.setpoint.access;

import static org.awaitility.Awaitility.await;

import dev.setpoint.source.LocalRepository;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The packaged program with both ports open, as a child process. */
final class RunningController implements AutoCloseable {
  private static final Path JAR =
      Path.of(System.getProperty("crash.program", "target/quarkus-app/quarkus-run.jar"));
  private static final Duration READY = Duration.ofSeconds(90);

  private final Path home;
  private final int fleetPort;
  private final Process process;
  private final URI api;
  private final String token;

  RunningController(Path home) throws IOException {
    if (!Files.exists(JAR)) {
      throw new AssertionError(JAR + " is missing: run this test by ./check, which packages first");
    }
    this.home = home;
    this.fleetPort = freePort();
    Path bare = home.resolve("git.git");
    LocalRepository.create(bare, Path.of("samples/repo"), "Begin", InstantSource.system());
    this.process = start(bare);
    await().atMost(READY).until(this::isAnnounced);
    this.api = URI.create(Files.readString(data().resolve("api-address")).strip());
    this.token = Files.readString(data().resolve("api-token")).strip();
    await().atMost(READY).until(() -> ask("GET", "/q/health", "Accept: */*", "").status() > 0);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Process start(Path bare) throws IOException {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-jar",
            JAR.toAbsolutePath().toString(),
            "up",
            "--repo",
            bare.toString(),
            "--data",
            data().toString(),
            "--port",
            "0",
            "--engine",
            "simulated",
            "--listen",
            "127.0.0.1:" + fleetPort,
            "--name",
            "127.0.0.1");
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(home.resolve("program.log").toFile())
        .start();
  }

  private boolean isAnnounced() throws IOException {
    if (!process.isAlive()) {
      throw new AssertionError(Files.readString(home.resolve("program.log")));
    }
    return Files.exists(data().resolve("api-address"));
  }

  Path data() {
    return home.resolve("data");
  }

  /** The token of the installation. */
  String token() {
    return token;
  }

  int fleetPort() {
    return fleetPort;
  }

  /** Asks the API, with one more header. */
  Answer ask(String method, String path, String header, String body) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), api.getPort())) {
      return Answer.over(socket, request(method, path, header, body));
    } catch (IOException refused) {
      return Answer.NONE;
    }
  }

  /** Asks the API as the owner. */
  Answer askAsOwner(String path, String body) {
    Answer answer = ask("POST", path, "Authorization: Bearer " + token, body);
    if (answer.status() != 200) {
      throw new AssertionError(path + " " + body + ": " + answer.text());
    }
    return answer;
  }

  static String request(String method, String path, String header, String body) {
    String length = body.isEmpty() ? "" : "\r\nContent-Length: " + body.length();
    return "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n%s%s%s\r\n\r\n%s"
        .formatted(
            method,
            path,
            header,
            body.isEmpty() ? "" : "\r\nContent-Type: application/json",
            length,
            body);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
