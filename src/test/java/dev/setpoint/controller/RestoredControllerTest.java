package dev.setpoint.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.audit.AuditEvent;
import dev.setpoint.audit.AuditLog;
import dev.setpoint.controller.nodes.FleetQuery;
import dev.setpoint.controller.nodes.NodeBook;
import dev.setpoint.controller.nodes.NodeStanding;
import dev.setpoint.fixture.CommittedTree;
import dev.setpoint.fixture.InMemoryFleet;
import dev.setpoint.fixture.InMemoryStore;
import dev.setpoint.fixture.InMemoryTree;
import dev.setpoint.fixture.VirtualTimeline;
import dev.setpoint.manifest.Revision;
import dev.setpoint.source.SourceFailure;
import dev.setpoint.source.SourceResult;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A controller whose database was put back from a backup is older than its nodes. */
class RestoredControllerTest {
  private static final String MANIFESTS =
      """
      apiVersion: setpoint.dev/v1
      kind: Node
      metadata: {name: n1}
      ---
      apiVersion: setpoint.dev/v1
      kind: Container
      metadata: {name: web}
      spec: {nodes: {all: true}, image: shop/app:1}
      """;

  private static final Revision REVISION =
      new Revision("a".repeat(40), "Ann <ann@example.org>", "Begin", Instant.EPOCH);

  private final VirtualTimeline timeline = new VirtualTimeline();
  private final InMemoryStore store = new InMemoryStore(timeline);
  private final InMemoryFleet state = new InMemoryFleet(store);
  private final FakeSource source = new FakeSource();
  private final FakeFleet fleet = new FakeFleet(timeline);
  private ControlLoop loop;

  RestoredControllerTest() {
    newLoop();
    source.push(new CommittedTree(InMemoryTree.of(Map.of("all.yaml", MANIFESTS)), REVISION));
    loop.start();
    minute();
  }

  private void newLoop() {
    var metrics = new ReconcileMetrics(new SimpleMeterRegistry(), timeline::instant);
    loop =
        new ControlLoop(
            ControlSettings.of("https://git.example/shop.git", "main", "1"),
            timeline,
            new ControlEdges(source, store, store, store, Map.of(), state, fleet, NodeBook.none()),
            new Reports(timeline, metrics));
    fleet.tell(loop.events());
  }

  private void minute() {
    timeline.pass(Duration.ofSeconds(40));
  }

  private List<AuditEvent.Restored> restored() {
    return store.list(new AuditLog.Query(null, null, Long.MAX_VALUE, 1_000)).stream()
        .map(entry -> entry.event())
        .filter(AuditEvent.Restored.class::isInstance)
        .map(AuditEvent.Restored.class::cast)
        .toList();
  }

  private NodeStanding n1() {
    return loop.fleet(new FleetQuery("n1", Map.of(), "", 10)).nodes().getFirst();
  }

  @Test
  void itsOrdersAreNumberedAboveWhatANodeHasTaken() {
    fleet.connect("n1");
    minute();
    assertThat(fleet.last("n1").generation()).isEqualTo(1);
    fleet.leave("n1");
    fleet.connect("n1", 9);
    minute();
    assertThat(fleet.last("n1").generation()).isEqualTo(10);
    assertThat(restored())
        .singleElement()
        .satisfies(event -> {
          assertThat(event.node()).isEqualTo("n1");
          assertThat(event.what()).isEqualTo("controller");
          assertThat(event.message()).contains("order 9");
        });
    fleet.ready("n1");
    minute();
    assertThat(n1().wanted()).isEqualTo(10);
    fleet.leave("n1");
    fleet.connect("n1", 10);
    minute();
    assertThat(fleet.last("n1").generation()).isEqualTo(10);
    assertThat(restored()).hasSize(1);
  }

  @Test
  void noNodeIsLedBackBeforeTheSourceWasRead() {
    fleet.connect("n1");
    minute();
    loop.close();
    timeline.crash();
    source.answer(
        new SourceResult.Failed(
            SourceFailure.UNREACHABLE, "nobody answers", Duration.ofSeconds(1)));
    newLoop();
    loop.start();
    fleet.connect("n1", 9);
    minute();
    assertThat(fleet.last("n1").generation()).isEqualTo(1);
    source.answer(new SourceResult.Unchanged(REVISION));
    minute();
    assertThat(fleet.last("n1").generation()).isEqualTo(10);
  }

  @Test
  void aPersonsWordReachesTheNodeAtOnce() {
    fleet.connect("n1");
    minute();
    fleet.connect("n1", 9);
    loop.suspend("n1", null, "ann", "a look", null);
    assertThat(fleet.last("n1").generation()).isGreaterThan(9);
    assertThat(fleet.last("n1").suspensions()).hasSize(1);
  }

  @Test
  void aNodeWhoseJournalIsOlderThanTheRecordIsNamedOnce() {
    fleet.connect("n1");
    minute();
    fleet.ready("n1");
    minute();
    fleet.behind("n1", "j1");
    fleet.behind("n1", "j1");
    assertThat(n1().reason()).isEqualTo("JournalBehind");
    assertThat(n1().message()).contains("entry 2", "has 8");
    assertThat(restored()).extracting(AuditEvent.Restored::what).containsExactly("node");
    fleet.record("n1", "j1");
    assertThat(n1().reason()).isEqualTo("JournalBehind");
    fleet.record("n1", "j2");
    assertThat(n1().reason()).isEmpty();
  }

  @Test
  void nothingIsGivenBeforeARevisionIsKnown() {
    loop.close();
    timeline.crash();
    state.raise("n1", 1);
    newLoop();
    fleet.connect("n1", 9);
    assertThat(fleet.issued.getOrDefault("n1", List.of())).isEmpty();
  }

  @Test
  void aNodeThatItHasNeverGivenAnOrderGetsOneAboveItsOwn() {
    fleet.connect("n1", 5);
    minute();
    assertThat(fleet.last("n1").generation()).isEqualTo(6);
    assertThat(restored()).hasSize(1);
  }

  @Test
  void anotherOrderOfTheSameNumberIsGivenAnew() {
    fleet.connect("n1");
    minute();
    fleet.connect("n1", 1);
    fleet.refuse("n1", "OlderGeneration");
    minute();
    assertThat(fleet.last("n1").generation()).isEqualTo(2);
    assertThat(restored()).hasSize(1);
    assertThat(n1().reason()).isNotEqualTo("OrderRefused");
  }

  @Test
  void whoRefusesWithoutHavingTakenItIsShownAndNotFollowed() {
    fleet.connect("n1");
    minute();
    fleet.refuse("n1", "OlderGeneration");
    minute();
    assertThat(fleet.last("n1").generation()).isEqualTo(1);
    assertThat(restored()).isEmpty();
    assertThat(n1().reason()).isEqualTo("OrderRefused");
    fleet.connect("n1", Long.MAX_VALUE - 1);
    minute();
    assertThat(fleet.last("n1").generation()).isEqualTo(1);
  }

  @Test
  void itGoesOnAfterARestartInBetween() {
    fleet.connect("n1");
    minute();
    state.raise("n1", 9);
    loop.close();
    timeline.crash();
    newLoop();
    loop.start();
    minute();
    fleet.connect("n1", 9);
    assertThat(fleet.last("n1").generation()).isEqualTo(9);
    fleet.refuse("n1", "OlderGeneration");
    minute();
    assertThat(fleet.last("n1").generation()).isEqualTo(10);
  }
}
