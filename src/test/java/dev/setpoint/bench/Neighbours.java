package dev.setpoint.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.fixture.TestEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What else a machine runs to have the same containers: compose, the engine, Puppet's agent. */
final class Neighbours {
  private static final int ROUNDS = 7;

  private final Place place;
  private final Path compose;
  private final int containers;

  Neighbours(Place place, Path compose, int containers) {
    this.place = place;
    this.compose = compose;
    this.containers = containers;
  }

  void run(Results results) {
    engine(results);
    compose(results);
    puppet(results);
  }

  /** Lists all containers and inspects the watched ones, by a client of a few lines. */
  double bareLook() {
    try (var engine = new EngineSocket(TestEngine.DOCKER20.socket())) {
      return Times.of(() -> {
        engine.must("GET", "/containers/json?all=true", "");
        for (int at = 0; at < containers; at++) {
          engine.must("GET", "/containers/watched-" + at + "/json", "");
        }
      });
    }
  }

  private void engine(Results results) {
    var socket = TestEngine.DOCKER20.socket();
    for (String daemon : List.of("dockerd", "containerd")) {
      var figures = ProcessFigures.of(pid(socket.resolveSibling(daemon + ".pid")));
      results.add(
          "beside it: resident memory of %s 20.10 with these containers".formatted(daemon),
          ProcessFigures.mib(figures.resident()),
          "the most so far: " + ProcessFigures.mib(figures.peak()),
          "",
          "");
    }
  }

  private static long pid(Path file) {
    try {
      return Long.parseLong(Files.readString(file).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void compose(Results results) {
    var environment = Map.of("DOCKER_HOST", "unix://" + TestEngine.DOCKER20.socket());
    place.run(composeCommand("up", "-d"), environment);
    var times = new Times();
    double peak = 0;
    for (int round = 0; round < ROUNDS; round++) {
      times.add(place.run(composeCommand("up", "-d"), environment));
      peak = Math.max(peak, peak(composeCommand("up", "-d"), environment));
    }
    place.run(composeCommand("down", "-t", "1"), environment);
    results.add(
        "beside it: `compose up -d` with nothing to do, %d services".formatted(containers),
        times.text(),
        "its most resident memory: " + ProcessFigures.mib(peak) + "; between two calls: none",
        "",
        "");
  }

  private List<String> composeCommand(String... arguments) {
    ObjectNode file = EngineSocket.JSON.createObjectNode();
    ObjectNode services = file.putObject("services");
    for (int at = 0; at < containers; at++) {
      services.set("service-" + at, new Subject("composed-" + at).service());
    }
    Path path = place.folder("compose").resolve("compose.json");
    try {
      Files.writeString(path, file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var command =
        new ArrayList<>(List.of(compose.toString(), "-p", "setpoint-agent", "-f", path.toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** The most resident memory of a command, asked every few milliseconds until it ends. */
  private static double peak(List<String> command, Map<String, String> environment) {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(environment);
    try {
      var process = builder.start();
      double peak = 0;
      while (process.isAlive()) {
        peak = Math.max(peak, peakOf(process.pid()));
        Times.pause(Duration.ofMillis(5));
      }
      return peak;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double peakOf(long pid) {
    try {
      return ProcessFigures.of(pid).peak();
    } catch (UncheckedIOException | StringIndexOutOfBoundsException gone) {
      return 0;
    }
  }

  /** Where it is installed: a run that has nothing to do, without a server. */
  private void puppet(Results results) {
    var puppet = Path.of("/usr/bin/puppet");
    if (!Files.exists(puppet)) {
      results.add(
          "beside it: Puppet's agent", "64 MiB idle, 105 MiB in a run", "published", "", "");
      return;
    }
    double peak = peak(List.of(puppet.toString(), "apply", "-e", ""), Map.of());
    results.add(
        "beside it: `puppet apply` of an empty manifest, its most resident memory",
        ProcessFigures.mib(peak),
        "published of its agent: 64 MiB idle, 105 MiB in a run",
        "",
        "");
  }
}
