package dev.setpoint.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.bench.InstanceSubject.ServerSocketCalls;
import dev.setpoint.bench.RunningSetpoint.Setup;
import dev.setpoint.fixture.TestEngine;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Fifty instances on LXD or Incus: what looking at them costs, and how long each of five things
 * that somebody does to one stays, beside the bare API's own calls that put the same right in the
 * same run. Turns alternate, and the same watcher sees both. No instance is touched often, since
 * one that is moved again and again is taken for a fight.
 */
final class InstancesBenchmark {
  private static final int INSTANCES = 50;
  private static final int ROUNDS = 20;
  private static final Duration SETTLE = Duration.ofMillis(400);
  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final String BARE = "bare";
  private static final List<String> QUIET = List.of("--poll", "5m", "--sweep", "5m");

  private final Place place;
  private final Results results;

  InstancesBenchmark(Place place, Results results) {
    this.place = place;
    this.results = results;
  }

  void run(TestEngine engine, String target, String title) {
    var repository = new FollowedRepository(place, "instances-" + target);
    repository.write(
        "node.yaml",
        "apiVersion: setpoint.dev/v1\nkind: Node\nmetadata: {name: local}\n"
            + "spec: {targets: [{name: %s}]}\n".formatted(target));
    for (int at = 0; at < INSTANCES; at++) {
      repository.write("i" + at + ".yaml", InstanceSubject.manifest(name(at), target));
    }
    repository.commit("Fifty instances");
    repository.push();
    var setup =
        new Setup(
            place,
            "instances-" + target + "-data",
            repository,
            target + "=" + engine.socket(),
            QUIET,
            Map.of());
    try (var setpoint = RunningSetpoint.start(setup)) {
      setpoint.awaitFirstPass();
      setpoint.awaitReady(INSTANCES);
      // servers close connections on which nothing is said for long
      try (var watch = new ServerSocketCalls(engine.socket());
          var maker = new ServerSocketCalls(engine.socket())) {
        new InstanceSubject(maker, BARE).make();
        look(title, setpoint, watch);
        int first = 0;
        for (InstanceBreak each : InstanceBreak.values()) {
          heal(title, each, first, watch, maker);
          first += ROUNDS;
        }
      }
    }
    idle(title, setup);
    try (var maker = new ServerSocketCalls(engine.socket())) {
      clear(maker);
    }
  }

  private static String name(int at) {
    return "bench-" + at;
  }

  private void look(String title, RunningSetpoint setpoint, ServerSocketCalls watch) {
    var passes = new Times();
    var lists = new Times();
    setpoint.sync();
    double before = ProcessFigures.of(setpoint.pid()).processorMillis();
    for (int round = 0; round < ROUNDS; round++) {
      passes.add(setpoint.sync());
    }
    double spent = (ProcessFigures.of(setpoint.pid()).processorMillis() - before) / ROUNDS;
    for (int round = 0; round < ROUNDS; round++) {
      lists.add(Times.of(() -> watch.must("GET", "/1.0/instances?recursion=2", "")));
    }
    results.add(
        "look at 50 instances, " + title,
        passes.text(),
        "the server's list of them: " + lists.text(),
        Results.times(passes.median() / lists.median()),
        "");
    results.add(
        "processor time of `up` for it, with the poll of git, " + title,
        String.format(Locale.ROOT, "%.0f ms", spent),
        "",
        "",
        "");
  }

  private void heal(
      String title,
      InstanceBreak what,
      int first,
      ServerSocketCalls watch,
      ServerSocketCalls maker) {
    var healed = new Times();
    var bare = new Times();
    for (int round = 0; round < ROUNDS; round++) {
      Times.pause(SETTLE);
      var ours = new InstanceSubject(watch, name((first + round) % INSTANCES));
      healed.add(what.lasts(ours, () -> {}));
      Times.pause(SETTLE);
      var theirs = new InstanceSubject(watch, BARE);
      bare.add(what.lasts(theirs, () -> what.repair(new InstanceSubject(maker, BARE))));
    }
    results.add(
        "heal after " + what.words() + ", " + title,
        healed.text(),
        "the same calls alone: " + bare.text(),
        Results.times(healed.median() / bare.median()),
        "at most 1.25 times");
  }

  /** With the intervals that a user gets. */
  private void idle(String title, Setup setup) {
    try (var setpoint = RunningSetpoint.start(setup.paced())) {
      setpoint.awaitFirstPass();
      Times.pause(IDLE);
      double before = ProcessFigures.of(setpoint.pid()).processorMillis();
      Times.pause(IDLE);
      double spent = ProcessFigures.of(setpoint.pid()).processorMillis() - before;
      results.add(
          "processor time of `up` when idle, 50 instances, over 60 s, " + title,
          String.format(Locale.ROOT, "%.2f %% of a core", spent / IDLE.toMillis() * 100),
          "",
          "",
          "");
    }
  }

  private static void clear(ServerSocketCalls server) {
    for (int at = 0; at < INSTANCES; at++) {
      new InstanceSubject(server, name(at)).remove();
    }
    new InstanceSubject(server, BARE).remove();
  }

  /** What somebody does to an instance, and the calls that put it right. */
  private enum InstanceBreak {
    OPTION("`lxc config set`"),
    DEVICE("removal of a device"),
    FILE("a pushed file"),
    STOP("`lxc stop -f`"),
    DELETE("`lxc delete -f`");

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final String words;

    InstanceBreak(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }

    private void make(InstanceSubject subject) {
      switch (this) {
        case OPTION -> subject.change(body -> config(body).put(InstanceSubject.ROLE, "evil"));
        case DEVICE -> subject.change(body -> devices(body).remove(InstanceSubject.DEVICE));
        case FILE -> subject.push("evil\n");
        case STOP -> subject.kill();
        case DELETE -> {
          subject.kill();
          subject.server().must("DELETE", subject.path(), "");
        }
      }
    }

    /** The bare calls. */
    void repair(InstanceSubject subject) {
      switch (this) {
        case OPTION -> subject.change(body -> config(body).put(InstanceSubject.ROLE, "web"));
        case DEVICE ->
            subject.change(
                body -> InstanceSubject.device(devices(body).putObject(InstanceSubject.DEVICE)));
        case FILE -> subject.push(InstanceSubject.CONTENT);
        case STOP -> subject.start();
        case DELETE -> subject.make();
      }
    }

    private boolean isRight(InstanceSubject subject) {
      return switch (this) {
        case OPTION ->
            subject.live().path("config").path(InstanceSubject.ROLE).asText().equals("web");
        case DEVICE -> subject.live().path("devices").has(InstanceSubject.DEVICE);
        case FILE -> subject.content().equals(InstanceSubject.CONTENT);
        case STOP, DELETE -> subject.live().path("status").asText().equals("Running");
      };
    }

    /** Milliseconds from the end of the break until it is right again. */
    double lasts(InstanceSubject subject, Runnable remedy) {
      make(subject);
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
      while (!isRight(subject)) {
        if (failure.get() != null) {
          throw failure.get();
        }
        if (System.nanoTime() - start > LIMIT.toNanos()) {
          throw new IllegalStateException(
              "%s of %s was not put right within %s".formatted(words, subject.name(), LIMIT));
        }
        Times.pause(Duration.ofMillis(2));
      }
      return (System.nanoTime() - start) / 1e6;
    }

    private static ObjectNode config(ObjectNode body) {
      return (ObjectNode) body.path("config");
    }

    private static ObjectNode devices(ObjectNode body) {
      return (ObjectNode) body.path("devices");
    }
  }
}
