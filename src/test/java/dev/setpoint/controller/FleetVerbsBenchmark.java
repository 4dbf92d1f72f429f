package dev.setpoint.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.api.FakeApi;
import dev.setpoint.controller.nodes.NodeBook;
import dev.setpoint.fixture.CommittedTree;
import dev.setpoint.fixture.InMemoryFleet;
import dev.setpoint.fixture.InMemoryStore;
import dev.setpoint.fixture.InMemoryTree;
import dev.setpoint.fixture.VirtualTimeline;
import dev.setpoint.manifest.Revision;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Time and memory of the verbs over a generated fleet: the real control loop holds the reports of
 * all nodes, and the packaged program asks it over HTTP as a process of its own with the heap that
 * {@code ./setpoint} gives it. Plans are answered by nodes that find nothing to do.
 */
@Tag("bench")
@SuppressWarnings("NullAway.Init")
class FleetVerbsBenchmark {
  private static final int NODES = Integer.getInteger("bench.nodes", 10_000);
  private static final int CONTAINERS = Integer.getInteger("bench.containers", 50);
  private static final Path JAR =
      Path.of(System.getProperty("crash.program", "target/quarkus-app/quarkus-run.jar"));

  @TempDir Path home;

  private final VirtualTimeline timeline = new VirtualTimeline();
  private final InMemoryStore store = new InMemoryStore(timeline);
  private final FakeSource source = new FakeSource();
  private final FakeFleet fleet = new FakeFleet(timeline);

  private static String node(int number) {
    return "edge-%05d".formatted(number);
  }

  private static Map<String, String> files() {
    var files = new TreeMap<String, String>();
    files.put(
        "policy.yaml",
        """
        apiVersion: setpoint.dev/v1
        kind: Policy
        metadata: {name: fast}
        spec: {rollout: {canary: "off", nodesAtOnce: 100000}}
        """);
    for (int i = 0; i < NODES; i++) {
      files.put(
          "nodes/%02d/%s.yaml".formatted(i % 100, node(i)),
          "apiVersion: setpoint.dev/v1\nkind: Node\nmetadata: {name: %s, labels: {role: edge, rack: r%d}}\n"
              .formatted(node(i), i % 100));
    }
    for (int i = 0; i < CONTAINERS; i++) {
      files.put(
          "c%02d.yaml".formatted(i),
          """
          apiVersion: setpoint.dev/v1
          kind: Container
          metadata: {name: c%02d}
          spec: {nodes: {labels: {role: edge}}, image: shop/app:1, memory: 64Mi}
          """
              .formatted(i));
    }
    return files;
  }

  private ControlLoop loop() {
    var metrics = new ReconcileMetrics(new SimpleMeterRegistry(), timeline::instant);
    var edges =
        new ControlEdges(
            source,
            store,
            store,
            store,
            Map.of(),
            new InMemoryFleet(store),
            fleet,
            NodeBook.none());
    var settings = ControlSettings.of("https://git.example/shop.git", "main", "1");
    return new ControlLoop(settings, timeline, edges, new Reports(timeline, metrics));
  }

  @Test
  void ofAGeneratedFleet() throws IOException, InterruptedException {
    var loop = loop();
    fleet.tell(loop.events());
    var names = IntStream.range(0, NODES).mapToObj(FleetVerbsBenchmark::node).toList();
    var all = names.toArray(String[]::new);
    var revision =
        new Revision("f".repeat(40), "Ann <ann@example.org>", "Begin", timeline.instant());
    source.push(new CommittedTree(InMemoryTree.of(files()), revision));
    loop.start();
    timeline.pass(Duration.ofSeconds(40));
    fleet.connect(all);
    timeline.pass(Duration.ofSeconds(40));
    // Turn by turn, until every node holds the revision and has reported.
    for (int turn = 0; turn < 200 && !names.stream().allMatch(fleet::has); turn++) {
      fleet.ready(names.stream().filter(fleet::has).toArray(String[]::new));
      timeline.pass(Duration.ofSeconds(1));
    }
    fleet.ready(all);
    fleet.answering.addAll(names);
    fleet.leave(node(NODES - 1));
    try (var _ = new FakeApi(loop, store, home)) {
      System.gc();
      var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
      var lines = new ArrayList<String>();
      lines.add(
          "%d nodes x %d resources, heap of the state %d MiB".formatted(NODES, CONTAINERS, heap));
      for (var verb : verbs()) {
        lines.add(measured(verb));
        Files.write(Path.of("target/fleet-verbs.txt"), lines);
      }
    }
  }

  private static List<List<String>> verbs() {
    return List.of(
        List.of("nodes"),
        List.of("nodes", "-l", "rack=r7"),
        List.of("nodes", "--output", "ndjson"),
        List.of("status", "--node", node(7)),
        List.of("status"),
        List.of("status", "--output", "ndjson"),
        List.of("drift"),
        List.of("plan", "-l", "rack=r7"),
        List.of("plan"),
        List.of("explain", "container/c07", "--node", node(7)),
        List.of("explain", "container/c07", "--output", "ndjson"));
  }

  private String measured(List<String> verb) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("/usr/bin/time", "-f", "%e s, %M KiB", "-o"));
    Path figures = home.resolve("figures");
    command.add(figures.toString());
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "-jar",
            JAR.toAbsolutePath().toString()));
    command.addAll(verb);
    command.addAll(List.of("--data", home.toString()));
    Path out = home.resolve("out");
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
    var said = Files.readString(out, StandardCharsets.UTF_8);
    return "%s | %s | exit %d | %d lines, %d KiB out"
        .formatted(
            verb.stream().collect(Collectors.joining(" ")),
            Files.readAllLines(figures).getLast(),
            process.exitValue(),
            said.lines().count(),
            said.length() >> 10);
  }
}
