package dev.setpoint.crash;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The packaged program as a child process on its own data directory. Safe for many threads, since a
 * relay kills it from its own.
 */
final class Program {
  private static final Path JAR =
      Path.of(System.getProperty("crash.program", "target/quarkus-app/quarkus-run.jar"));
  private static final Duration READY = Duration.ofSeconds(60);

  private final Path home;
  private final String engine;
  private final Path repository;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicReference<@Nullable Process> running = new AtomicReference<>();
  private int starts;

  /**
   * A program that does not run yet.
   *
   * @param home where its data directory and log are
   * @param engine as {@code --engine} takes it
   */
  Program(Path home, String engine, Path repository) {
    this.home = home;
    this.engine = engine;
    this.repository = repository;
  }

  Path data() {
    return home.resolve("data");
  }

  Path log() {
    return home.resolve("program.log");
  }

  int starts() {
    return starts;
  }

  void start() throws IOException {
    if (!Files.exists(JAR)) {
      throw new AssertionError(JAR + " is missing: run this test by ./check, which packages first");
    }
    Files.deleteIfExists(data().resolve("api-address"));
    starts++;
    var command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-jar",
            JAR.toAbsolutePath().toString(),
            "up",
            "--repo",
            repository.toString(),
            "--data",
            data().toString(),
            "--poll",
            "1s",
            "--sweep",
            "2s",
            "--port",
            "0",
            "--engine",
            engine);
    command.redirectErrorStream(true);
    command.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    running.set(command.start());
  }

  /** SIGKILL to it and whatever it started; returns when it is gone. */
  void kill() {
    var process = running.getAndSet(null);
    if (process == null) {
      return;
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        throw new AssertionError("the killed program is still there");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until its API answers. */
  void awaitReady() {
    await().atMost(READY).pollInterval(Duration.ofMillis(25)).until(this::answers);
  }

  private boolean answers() {
    var process = running.get();
    if (process != null && !process.isAlive()) {
      throw new AssertionError(
          "the program ended with %d by itself".formatted(process.exitValue()));
    }
    return get("/api/v1/status").isPresent();
  }

  /** An answer of its API; empty when there is none. */
  Optional<JsonNode> get(String resource) {
    try {
      var address = data().resolve("api-address");
      var token = data().resolve("api-token");
      if (!Files.exists(address) || !Files.exists(token)) {
        return Optional.empty();
      }
      var request =
          HttpRequest.newBuilder(URI.create(Files.readString(address).strip() + resource))
              .header("Authorization", "Bearer " + Files.readString(token).strip())
              .timeout(Duration.ofSeconds(10))
              .build();
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new AssertionError(
            "%s answers %d %s".formatted(resource, answer.statusCode(), answer.body()));
      }
      return Optional.of(EngineSocket.parse(answer.body()));
    } catch (IOException unreachable) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
