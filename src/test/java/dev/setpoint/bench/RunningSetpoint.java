package dev.setpoint.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A {@code ./setpoint up} or {@code controller} that was started by its launcher, as a user would.
 */
final class RunningSetpoint implements AutoCloseable {
  private static final Duration END_WITHIN = Duration.ofSeconds(30);

  private final Setup setup;
  private final Process process;
  private final int port;
  private final long started;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * What to start.
   *
   * @param name of its data directory, which a later start finds again
   * @param engine as {@code --engine} takes it; empty for a controller of other machines
   * @param pace more options, such as {@code --poll 1s}
   * @param environment more variables
   */
  record Setup(
      Place place,
      String name,
      FollowedRepository repository,
      String engine,
      List<String> pace,
      Map<String, String> environment) {
    Path data() {
      return place.folder(name);
    }

    private String verb() {
      return engine.isEmpty() ? "controller" : "up";
    }

    Setup with(Map<String, String> other) {
      return new Setup(place, name, repository, engine, pace, other);
    }

    Setup paced(String... other) {
      return new Setup(place, name, repository, engine, List.of(other), environment);
    }
  }

  private RunningSetpoint(Setup setup, Process process, int port, long started) {
    this.setup = setup;
    this.process = process;
    this.port = port;
    this.started = started;
  }

  static RunningSetpoint start(Setup setup) {
    int port = freePort();
    var command = new ArrayList<String>();
    command.add(setup.place().launcher().toString());
    command.addAll(List.of(setup.verb(), "--repo", setup.repository().address()));
    command.addAll(List.of("--data", setup.data().toString(), "--port", String.valueOf(port)));
    if (!setup.engine().isEmpty()) {
      command.addAll(List.of("--engine", setup.engine()));
    }
    command.addAll(setup.pace());
    Path log = setup.place().folder("logs").resolve(setup.name() + ".log");
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(setup.environment());
    try {
      long started = System.nanoTime();
      Process process = builder.start();
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroy));
      return new RunningSetpoint(setup, process, port, started);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long pid() {
    return process.pid();
  }

  Path data() {
    return setup.data();
  }

  /** Waits for the first finished look at everything; milliseconds since the start. */
  double awaitFirstPass() {
    await(Duration.ofMinutes(2), Duration.ofMillis(5), this::isReady, "first pass");
    return (System.nanoTime() - started) / 1e6;
  }

  private boolean isReady() {
    try {
      var request = HttpRequest.newBuilder(uri("/q/health/ready")).build();
      return http.send(request, BodyHandlers.ofString()).statusCode() == 200;
    } catch (IOException e) {
      return false; // it does not listen yet
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Waits until every one of so many resources is as declared. */
  void awaitReady(int resources) {
    await(
        Duration.ofMinutes(10),
        Duration.ofMillis(250),
        () -> {
          JsonNode all = status().path("nodes").path(0).path("resources");
          int ready = 0;
          for (JsonNode each : all) {
            ready += each.path("condition").asText().equals("ready") ? 1 : 0;
          }
          return ready == resources && all.size() == resources;
        },
        resources + " resources as declared");
  }

  private void await(Duration within, Duration pause, BooleanSupplier done, String what) {
    long end = System.nanoTime() + within.toNanos();
    while (!done.getAsBoolean()) {
      if (System.nanoTime() > end || !process.isAlive()) {
        throw new IllegalStateException(
            "%s: no %s; see logs/%s.log".formatted(setup.name(), what, setup.name()));
      }
      Times.pause(pause);
    }
  }

  JsonNode status() {
    return call(HttpRequest.newBuilder().GET(), "status");
  }

  /** Polls and looks at everything; the pass that it made, in milliseconds as the report says. */
  double sync() {
    call(HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString("{}")), "sync");
    JsonNode node = status().path("nodes").path(0);
    if (!node.path("full").asBoolean()) {
      throw new IllegalStateException("the last pass did not look at everything");
    }
    return node.path("passMillis").asDouble();
  }

  private JsonNode call(HttpRequest.Builder request, String path) {
    try {
      String token = Files.readString(data().resolve("api-token")).strip();
      var answer =
          http.send(
              request
                  .uri(uri("/api/v1/" + path))
                  .header("Authorization", "Bearer " + token)
                  .header("Content-Type", "application/json")
                  .build(),
              BodyHandlers.ofString());
      if (answer.statusCode() >= 400) {
        throw new IllegalStateException(path + " answered " + answer.body());
      }
      return EngineSocket.JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(END_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
