package dev.setpoint.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.bench.RunningSetpoint.Setup;
import dev.setpoint.fixture.TestEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Everything that is measured with 100 unchanged containers on one engine: the check of all their
 * fields beside compose's look at its hashes, the start, the memory, the processor time when idle,
 * and a verb.
 */
final class HundredBenchmark {
  private static final int CONTAINERS = 100;
  private static final int ROUNDS = 20;
  private static final int STARTS = 7;
  private static final int VERBS = 10;
  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final Map<String, String> NO_CACHE =
      Map.of("SETPOINT_JAVA_OPTS", "-XX:AOTMode=off");
  private static final List<String> QUIET = List.of("--poll", "5m", "--sweep", "5m");

  private final Place place;
  private final Results results;
  private final Path compose;
  private final Setup setup;

  HundredBenchmark(Place place, Results results, Path compose) {
    this.place = place;
    this.results = results;
    this.compose = compose;
    var repository = new FollowedRepository(place, "hundred-repository");
    repository.write("node.yaml", Subject.NODE);
    for (int at = 0; at < CONTAINERS; at++) {
      repository.write("c" + at + ".yaml", new Subject("hundred-" + at).manifest());
    }
    repository.commit("A hundred containers");
    repository.push();
    this.setup =
        new Setup(
            place,
            "hundred",
            repository,
            "docker=" + TestEngine.DOCKER20.socket(),
            QUIET,
            Map.of());
  }

  /** Runs the parts asked for: {@code check}, {@code start}, {@code memory}, {@code verbs}. */
  void run(Set<String> parts) {
    try (var setpoint = RunningSetpoint.start(setup)) {
      setpoint.awaitFirstPass();
      setpoint.awaitReady(CONTAINERS);
      if (parts.contains("check")) {
        check(setpoint);
      }
      if (parts.contains("verbs")) {
        verbs();
      }
    }
    if (parts.contains("start")) {
      start();
    }
    if (parts.contains("memory")) {
      memory();
    }
    try (var engine = new EngineSocket(TestEngine.DOCKER20.socket())) {
      for (int at = 0; at < CONTAINERS; at++) {
        engine.call("DELETE", "/containers/hundred-" + at + "?force=true&v=true");
      }
    }
  }

  private void check(RunningSetpoint setpoint) {
    List<String> up = composeCommand("up", "-d");
    var environment = Map.of("DOCKER_HOST", "unix://" + TestEngine.DOCKER20.socket());
    place.run(up, environment);
    var passes = new Times();
    var syncs = new Times();
    var composes = new Times();
    setpoint.sync();
    for (int round = 0; round < ROUNDS; round++) {
      syncs.add(Times.of(() -> passes.add(setpoint.sync())));
      composes.add(place.run(up, environment));
    }
    place.run(composeCommand("down", "-t", "1"), environment);
    String beside = "`compose up -d` with nothing to do: " + composes.text();
    results.add(
        "check of 100 containers, the pass",
        passes.text(),
        beside,
        Results.times(composes.median() / passes.median()) + " faster",
        "at least 5 times");
    results.add(
        "the same with its poll of git, as its caller waits",
        syncs.text(),
        beside,
        Results.times(composes.median() / syncs.median()) + " faster",
        "");
  }

  private List<String> composeCommand(String... arguments) {
    ObjectNode file = EngineSocket.JSON.createObjectNode();
    ObjectNode services = file.putObject("services");
    for (int at = 0; at < CONTAINERS; at++) {
      services.set("service-" + at, new Subject("composed-" + at).service());
    }
    Path path = place.folder("compose").resolve("compose.json");
    try {
      Files.writeString(path, file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var command =
        new java.util.ArrayList<>(
            List.of(compose.toString(), "-p", "setpoint-bench", "-f", path.toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  private void verbs() {
    List<String> status =
        List.of(place.launcher().toString(), "status", "--data", setup.data().toString());
    var cached = new Times();
    var plain = new Times();
    for (int round = 0; round < VERBS; round++) {
      cached.add(place.run(status, Map.of()));
      plain.add(place.run(status, NO_CACHE));
    }
    results.add(
        "`./setpoint status`, 100 containers",
        cached.text(),
        "without the start-up cache: " + plain.text(),
        Results.times(plain.median() / cached.median()) + " faster",
        "");
  }

  private void start() {
    var cached = new Times();
    var plain = new Times();
    for (int round = 0; round < STARTS; round++) {
      cached.add(started(setup));
      plain.add(started(setup.with(NO_CACHE)));
    }
    results.add(
        "start to the first finished pass and a listening API, 100 containers",
        cached.text(),
        "without the start-up cache: " + plain.text(),
        Results.times(cached.median() / 1500) + " the goal",
        "under 1500 ms");
  }

  private static double started(Setup setup) {
    try (var setpoint = RunningSetpoint.start(setup)) {
      return setpoint.awaitFirstPass();
    }
  }

  /** With the intervals that a user gets: a poll about every 15 s, a sweep about every 30 s. */
  private void memory() {
    try (var setpoint = RunningSetpoint.start(setup.paced())) {
      setpoint.awaitFirstPass();
      Times.pause(IDLE);
      double first = ProcessFigures.of(setpoint.pid()).resident();
      double before = ProcessFigures.of(setpoint.pid()).processorMillis();
      Times.pause(IDLE);
      double spent = ProcessFigures.of(setpoint.pid()).processorMillis() - before;
      results.add(
          "resident memory of `up` with 100 containers, after 60 s",
          String.format(Locale.ROOT, "%.0f MiB", first),
          String.format(
              Locale.ROOT, "60 s later: %.0f MiB", ProcessFigures.of(setpoint.pid()).resident()),
          Results.times(first / 180) + " the goal",
          "under 180 MiB");
      results.add(
          "processor time of `up` when idle, over 60 s",
          String.format(Locale.ROOT, "%.2f %% of a core", 100 * spent / IDLE.toMillis()),
          "",
          "",
          "");
    }
  }
}
