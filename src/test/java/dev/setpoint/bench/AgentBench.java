package dev.setpoint.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.bench.RunningSetpoint.Setup;
import dev.setpoint.fixture.TestEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The packed agent on a real engine beside a real controller: its start, its memory through
 * creation, rest, full looks and corrections, its processor time when idle; and what else a machine
 * runs for the same containers.
 */
public final class AgentBench {
  private static final Duration SETTLED = Duration.ofSeconds(75);
  private static final Duration IDLE = Duration.ofMinutes(2);
  private static final String NODE = "edge";
  private static final int STARTS = 7;
  private static final double GOAL_MIB = 64;

  private final Place place;
  private final Neighbours neighbours;
  private final int containers;
  private final Results results = new Results();
  private final Setup setup;
  private final String address;
  private final PackedAgent.Home home;

  private AgentBench(Place place, Path compose, int containers) {
    this.place = place;
    this.containers = containers;
    this.neighbours = new Neighbours(place, compose, containers);
    this.home = PackedAgent.Home.unpack(place);
    this.address = "127.0.0.1:" + RunningSetpoint.freePort();
    var repository = new FollowedRepository(place, "agent-repository");
    repository.write("node.yaml", ofNode(Subject.NODE));
    for (int at = 0; at < containers; at++) {
      repository.write("c" + at + ".yaml", ofNode(new Subject("watched-" + at).manifest()));
    }
    repository.commit("Containers of one machine");
    repository.push();
    this.setup =
        new Setup(
            place,
            "agent-controller",
            repository,
            "",
            List.of("--listen", address, "--name", "127.0.0.1"),
            Map.of());
  }

  /**
   * Measures.
   *
   * @param args home of the launcher, scratch folder, docker compose, file of the results; then
   *     {@code --containers N}
   */
  public static void main(String[] args) throws IOException {
    int containers = args.length > 5 ? Integer.parseInt(args[5]) : 50;
    var place = new Place(Path.of(args[0]), Path.of(args[1]));
    var bench = new AgentBench(place, Path.of(args[2]), containers);
    try {
      bench.run();
    } finally {
      bench.removeAll();
    }
    bench.results.write(Path.of(args[3]));
  }

  /** A controller without an engine has no node `local`. */
  private static String ofNode(String manifest) {
    return manifest.replace("[local]", "[" + NODE + "]").replace("name: local", "name: " + NODE);
  }

  private void run() {
    try (var controller = RunningSetpoint.start(setup)) {
      controller.awaitFirstPass();
      home.join("https://" + address, NODE, token());
      try (var agent = home.start()) {
        controller.awaitReady(containers);
        memory("when its %d containers had just been created", agent);
        corrections(controller, agent);
      }
      starts(controller);
      try (var agent = home.start()) {
        controller.awaitReady(containers);
        idle(controller, agent);
      }
    }
    neighbours.run(results);
  }

  private String token() {
    var command = List.of(place.launcher().toString(), "token", "create", NODE, "--data");
    var all = new ArrayList<>(command);
    all.addAll(List.of(setup.data().toString(), "-o", "json"));
    place.run(all, Map.of());
    try {
      var text = Files.readString(place.folder("logs").resolve("last-command.log"));
      return EngineSocket.JSON.readTree(text.substring(text.indexOf('{'))).path("token").asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void memory(String when, PackedAgent agent) {
    var figures = agent.figures();
    results.add(
        "resident memory of the agent " + when.formatted(containers),
        ProcessFigures.mib(figures.resident()),
        "of which not pages of files: %s; the most so far: %s"
            .formatted(ProcessFigures.mib(figures.anonymous()), ProcessFigures.mib(figures.peak())),
        String.format(Locale.ROOT, "%.2f of the goal", figures.resident() / GOAL_MIB),
        "64 MiB, never above 80");
  }

  /** Every container is removed by hand, all at once, and comes back. */
  private void corrections(RunningSetpoint controller, PackedAgent agent) {
    removeAll();
    Times.pause(Duration.ofSeconds(2));
    controller.awaitReady(containers);
    memory("after %d corrections at once", agent);
    Times.pause(SETTLED);
    memory("75 s later", agent);
  }

  private void starts(RunningSetpoint controller) {
    var times = new Times();
    var engines = new Times();
    for (int round = 0; round < STARTS; round++) {
      var began = Instant.now();
      try (var _ = home.start()) {
        times.add(Times.of(() -> awaitReport(controller, began)));
      }
      engines.add(neighbours.bareLook());
    }
    results.add(
        "start of the agent until the controller has its first report, %d containers"
            .formatted(containers),
        times.text(),
        "the engine's list and inspections alone, one after the other: " + engines.text(),
        String.format(Locale.ROOT, "%.2f of the goal", times.median() / 1000),
        "under 1000 ms");
  }

  private static void awaitReport(RunningSetpoint controller, Instant began) {
    var end = began.plusSeconds(60);
    while (true) {
      JsonNode node = controller.status().path("nodes").path(0);
      var pass = node.path("passAt").asText("");
      if (node.path("full").asBoolean() && !pass.isEmpty() && Instant.parse(pass).isAfter(began)) {
        return;
      }
      if (Instant.now().isAfter(end)) {
        throw new IllegalStateException("no report of the agent; see logs/agent.log");
      }
      Times.pause(Duration.ofMillis(3));
    }
  }

  private void idle(RunningSetpoint controller, PackedAgent agent) {
    Times.pause(SETTLED);
    memory("after a start with %d containers, 75 s later", agent);
    double before = agent.figures().processorMillis();
    Times.pause(IDLE);
    double spent = agent.figures().processorMillis() - before;
    results.add(
        "processor time of the agent when nothing changes, over 2 min with its looks at everything",
        String.format(Locale.ROOT, "%.2f %% of a core", 100 * spent / IDLE.toMillis()),
        "",
        String.format(Locale.ROOT, "%.2f of the goal", spent / IDLE.toMillis() / 0.005),
        "at most 0.5 %");
    memory("at the end of those 2 min", agent);
    for (int round = 0; round < 3; round++) {
      controller.sync();
      Times.pause(Duration.ofSeconds(1));
    }
    memory("after three more full looks", agent);
  }

  private void removeAll() {
    try (var engine = new EngineSocket(TestEngine.DOCKER20.socket())) {
      for (int at = 0; at < containers; at++) {
        engine.call("DELETE", "/containers/watched-" + at + "?force=true&v=true");
      }
    }
  }
}
