package dev.setpoint.bench;

import dev.setpoint.bench.RunningSetpoint.Setup;
import dev.setpoint.fixture.TestEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How long after {@code git push} the container runs with what was pushed: replaced by a new one,
 * since its environment changes. The engine's own stop, removal, creation and start of the same
 * container stands beside it.
 */
final class PushBenchmark {
  private static final int ROUNDS = 10;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Path SOCKET = TestEngine.DOCKER20.socket();
  private static final String NAME = "pushed";
  private static final String BARE = "bare";

  private final Place place;
  private final Results results;
  private final FollowedRepository repository;
  private int version;

  PushBenchmark(Place place, Results results) {
    this.place = place;
    this.results = results;
    this.repository = new FollowedRepository(place, "push-repository");
    repository.write("node.yaml", Subject.NODE);
    push();
  }

  private String push() {
    version++;
    repository.write(NAME + ".yaml", new Subject(NAME, String.valueOf(version)).manifest());
    repository.commit("Version " + version);
    repository.push();
    return String.valueOf(version);
  }

  void run() {
    try (var engine = new EngineSocket(SOCKET)) {
      var bare = bare(engine);
      measure(engine, bare, "1s", false, "push to the new container running, polling each second");
      measure(engine, bare, "5m", true, "push and `./setpoint sync` to the new container running");
      engine.call("DELETE", "/containers/" + NAME + "?force=true&v=true");
      engine.call("DELETE", "/containers/" + BARE + "?force=true&v=true");
    }
  }

  private Times bare(EngineSocket engine) {
    var bare = new Times();
    create(engine, 0);
    for (int round = 1; round <= ROUNDS; round++) {
      int next = round;
      bare.add(
          Times.of(() -> {
            engine.must("POST", "/containers/" + BARE + "/stop", "");
            engine.must("DELETE", "/containers/" + BARE, "");
            create(engine, next);
          }));
    }
    return bare;
  }

  private static void create(EngineSocket engine, int version) {
    var body = new Subject(BARE, String.valueOf(version)).body();
    engine.must("POST", "/containers/create?name=" + BARE, body);
    engine.must("POST", "/containers/" + BARE + "/start", "");
  }

  private void measure(EngineSocket engine, Times bare, String poll, boolean sync, String title) {
    var setup =
        new Setup(
            place,
            "push",
            repository,
            "docker=" + SOCKET,
            List.of("--poll", poll, "--sweep", "5m"),
            Map.of());
    var times = new Times();
    try (var setpoint = RunningSetpoint.start(setup)) {
      setpoint.awaitFirstPass();
      setpoint.awaitReady(1);
      for (int round = 0; round < ROUNDS; round++) {
        Times.pause(Duration.ofMillis(700 + 130L * round)); // meets the poll at different moments
        String pushed = push();
        long start = System.nanoTime();
        var verb = sync ? sync(setup) : Thread.ofPlatform().start(() -> {});
        awaitVersion(engine, pushed, start);
        times.add((System.nanoTime() - start) / 1e6);
        end(verb);
        setpoint.awaitReady(1);
      }
    }
    results.add(
        title,
        times.text(),
        "engine's stop, remove, create, start: " + bare.text(),
        Results.times(times.median() / bare.median()),
        "");
  }

  private Thread sync(Setup setup) {
    var verb = List.of(place.launcher().toString(), "sync", "--data", setup.data().toString());
    return Thread.ofPlatform().start(() -> place.run(verb, Map.of(), 0, 1));
  }

  private static void end(Thread verb) {
    try {
      verb.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static void awaitVersion(EngineSocket engine, String version, long start) {
    while (true) {
      var answer = engine.call("GET", "/containers/" + NAME + "/json");
      if (answer.status() == 200
          && answer.body().contains("VERSION=" + version + "\"")
          && answer.json().at("/State/Running").asBoolean()) {
        return;
      }
      if (System.nanoTime() - start > LIMIT.toNanos()) {
        throw new IllegalStateException("version " + version + " does not run after " + LIMIT);
      }
      Times.pause(Duration.ofMillis(1));
    }
  }
}
