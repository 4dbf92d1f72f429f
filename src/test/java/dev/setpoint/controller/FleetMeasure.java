package dev.setpoint.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.controller.nodes.FleetQuery;
import dev.setpoint.controller.nodes.NodeBook;
import dev.setpoint.fixture.CommittedTree;
import dev.setpoint.fixture.InMemoryFleet;
import dev.setpoint.fixture.InMemoryStore;
import dev.setpoint.fixture.InMemoryTree;
import dev.setpoint.fixture.VirtualTimeline;
import dev.setpoint.manifest.Revision;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How long the control loop takes over 10,000 nodes of 50 resources, without wire and disk. */
@Tag("bench")
class FleetMeasure {
  private static final int NODES = Integer.getInteger("fleet.nodes", 10_000);
  private static final int RESOURCES = 50;

  private final VirtualTimeline timeline = new VirtualTimeline();
  private final InMemoryStore store = new InMemoryStore(timeline);
  private final FakeSource source = new FakeSource();
  private final FakeFleet fleet = new FakeFleet(timeline);
  private final Map<String, Long> told = new HashMap<>();
  private long began;

  private void step(String what) {
    var memory = Runtime.getRuntime();
    System.out.printf("%-34s %6d ms%n", what, (System.nanoTime() - began) / 1_000_000);
    if (what.startsWith("all ready")) {
      System.gc();
      System.out.printf("heap %d MiB%n", (memory.totalMemory() - memory.freeMemory()) >> 20);
    }
    began = System.nanoTime();
  }

  private void push(String id, String memory) {
    var files = new HashMap<String, String>();
    for (int first = 0; first < NODES; first += 200) {
      files.put("nodes-" + first + ".yaml", nodes(first, Math.min(NODES, first + 200)));
    }
    var containers =
        IntStream.range(0, RESOURCES)
            .mapToObj(i ->
                """
                ---
                apiVersion: setpoint.dev/v1
                kind: Container
                metadata: {name: c%d}
                spec: {nodes: {labels: {r: e}}, image: shop/app:1, memory: %s}
                """
                    .formatted(i, memory))
            .collect(Collectors.joining());
    files.put("all.yaml", containers);
    source.push(
        new CommittedTree(
            InMemoryTree.of(files),
            new Revision(id.repeat(40), "Ann <a@example.org>", "Change", timeline.instant())));
    timeline.pass(Duration.ofSeconds(40));
  }

  private static String nodes(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(
            "---\napiVersion: setpoint.dev/v1\nkind: Node\nmetadata: {name: n%d, labels: {r: e}}\n"
                ::formatted)
        .collect(Collectors.joining());
  }

  @Test
  void tenThousandNodes() {
    var metrics = new ReconcileMetrics(new SimpleMeterRegistry(), timeline::instant);
    var loop =
        new ControlLoop(
            ControlSettings.of("https://git.example/shop.git", "main", "1"),
            timeline,
            new ControlEdges(
                source,
                store,
                store,
                store,
                Map.of(),
                new InMemoryFleet(store),
                fleet,
                NodeBook.none()),
            new Reports(timeline, metrics));
    fleet.tell(loop.events());
    var all = IntStream.range(0, NODES).mapToObj(i -> "n" + i).toArray(String[]::new);
    began = System.nanoTime();
    loop.start();
    push("a", "64Mi");
    assertThat(loop.source().message()).contains("in force");
    step("read and place");
    fleet.connect(all);
    settle(all);
    step("all ready: first revision");
    push("b", "96Mi");
    step("read and place the next one");
    settle(all);
    step("all ready: next revision");
    pages(loop, Map.of());
    step("all nodes, pages of 500");
    pages(loop, Map.of("r", "e"));
    step("all nodes by label");
    assertThat(List.of(all)).allMatch(node -> fleet.last(node).resources().size() == RESOURCES);
  }

  private void settle(String... all) {
    for (int round = 0; round < 2 * NODES / 500 + 4; round++) {
      for (var node : all) {
        if (fleet.has(node) && !told.getOrDefault(node, 0L).equals(fleet.last(node).generation())) {
          fleet.ready(node);
          told.put(node, fleet.last(node).generation());
        }
      }
      timeline.pass(Duration.ofMillis(10));
    }
  }

  private static void pages(ControlLoop loop, Map<String, String> labels) {
    int count = 0;
    var after = "";
    do {
      var page = loop.fleet(new FleetQuery("", labels, after, 500));
      count += page.nodes().size();
      after = page.next();
    } while (!after.isEmpty());
    assertThat(count).isEqualTo(NODES);
  }
}
