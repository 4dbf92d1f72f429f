package dev.setpoint.bench;

import dev.setpoint.bench.RunningSetpoint.Setup;
import dev.setpoint.fixture.TestEngine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How long a container is gone after {@code docker rm -f}: healed by Setpoint, beside the bare
 * engine's own create and start of the same container in the same run. Both are seen by the same
 * watcher, which asks the engine again and again with a millisecond between; turns alternate. Every
 * container is removed once, since one that falls again and again is taken for a fight.
 */
final class HealBenchmark {
  private static final int ROUNDS = 30;
  private static final Duration SETTLE = Duration.ofMillis(400);
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String BARE = "bare";

  private final Place place;
  private final Results results;

  HealBenchmark(Place place, Results results) {
    this.place = place;
    this.results = results;
  }

  void run(TestEngine engine, String option, String title) {
    var repository = new FollowedRepository(place, "heal-repository-" + title.replace(' ', '-'));
    repository.write("node.yaml", Subject.NODE);
    for (int round = 0; round < ROUNDS; round++) {
      repository.write("heal-" + round + ".yaml", new Subject("heal-" + round).manifest());
    }
    repository.commit("Containers to remove");
    repository.push();
    var setup =
        new Setup(
            place,
            "heal-" + title.replace(' ', '-'),
            repository,
            option + "=" + engine.socket(),
            List.of("--poll", "5m", "--sweep", "5m"),
            Map.of());
    try (var watch = new EngineSocket(engine.socket());
        var maker = new EngineSocket(engine.socket())) {
      try (var setpoint = RunningSetpoint.start(setup)) {
        setpoint.awaitFirstPass();
        setpoint.awaitReady(ROUNDS);
        watch.must("POST", "/containers/create?name=" + BARE, new Subject(BARE).body());
        watch.must("POST", "/containers/" + BARE + "/start", "");
        measure(title, watch, maker);
      }
      clear(watch);
    }
  }

  private void measure(String title, EngineSocket watch, EngineSocket maker) {
    var healed = new Times();
    var bare = new Times();
    for (int round = 0; round < ROUNDS; round++) {
      Times.pause(SETTLE);
      healed.add(gone(watch, "heal-" + round, () -> {}));
      Times.pause(SETTLE);
      bare.add(gone(watch, BARE, () -> create(maker)));
    }
    results.add(
        "heal after `rm -f`, " + title,
        healed.text(),
        "engine's create and start: " + bare.text(),
        Results.times(healed.median() / bare.median()),
        "at most 1.25 times");
  }

  private static void create(EngineSocket maker) {
    maker.must("POST", "/containers/create?name=" + BARE, new Subject(BARE).body());
    maker.must("POST", "/containers/" + BARE + "/start", "");
  }

  /** Milliseconds from the end of its removal until a container of that name runs. */
  private static double gone(EngineSocket watch, String name, Runnable remedy) {
    watch.must("DELETE", "/containers/" + name + "?force=true", "");
    long start = System.nanoTime();
    var failure = new AtomicReference<RuntimeException>();
    Thread.ofPlatform()
        .start(() -> {
          try {
            remedy.run();
          } catch (RuntimeException e) {
            failure.set(e);
          }
        });
    while (!runs(watch, name)) {
      if (failure.get() != null) {
        throw failure.get();
      }
      if (System.nanoTime() - start > LIMIT.toNanos()) {
        throw new IllegalStateException(name + " was not healed within " + LIMIT);
      }
      Times.pause(Duration.ofMillis(1));
    }
    return (System.nanoTime() - start) / 1e6;
  }

  private static boolean runs(EngineSocket watch, String name) {
    var answer = watch.call("GET", "/containers/" + name + "/json");
    return answer.status() == 200 && answer.json().at("/State/Running").asBoolean();
  }

  private static void clear(EngineSocket engine) {
    for (int round = 0; round < ROUNDS; round++) {
      engine.call("DELETE", "/containers/heal-" + round + "?force=true&v=true");
    }
    engine.call("DELETE", "/containers/" + BARE + "?force=true&v=true");
  }
}
