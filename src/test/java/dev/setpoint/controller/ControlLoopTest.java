package dev.setpoint.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.audit.AuditEntry;
import dev.setpoint.audit.AuditEvent;
import dev.setpoint.audit.AuditLog;
import dev.setpoint.controller.Control.PlanResult;
import dev.setpoint.controller.nodes.FleetQuery;
import dev.setpoint.controller.nodes.NodeBook;
import dev.setpoint.fixture.CommittedTree;
import dev.setpoint.fixture.InMemoryFleet;
import dev.setpoint.fixture.InMemoryStore;
import dev.setpoint.fixture.InMemoryTree;
import dev.setpoint.fixture.VirtualTimeline;
import dev.setpoint.fleet.NodeOrder.Suspension;
import dev.setpoint.fleet.NodeReport.Condition;
import dev.setpoint.manifest.RepositoryTree;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.Revision;
import dev.setpoint.source.SourceFailure;
import dev.setpoint.source.SourceResult;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The control loop on a virtual clock, with a store in memory and a made-up repository. */
class ControlLoopTest {
  private static final FleetQuery ALL = new FleetQuery("", Map.of(), "", 100);
  private static final ResourceId WEB = ResourceId.container("web");
  private static final String WEB_YAML = container("web", "memory: 64Mi");
  private static final String HELD_WEB =
      WEB_YAML.replace("name: web", "name: web, labels: {freeze: this}");
  private static final String HOLD =
      """
      ---
      apiVersion: setpoint.dev/v1
      kind: Policy
      metadata: {name: freeze}
      spec: {match: {labels: {freeze: this}}, mode: hold}
      """;

  private final VirtualTimeline timeline = new VirtualTimeline();
  private final InMemoryStore store = new InMemoryStore(timeline);
  private final InMemoryFleet state = new InMemoryFleet(store);
  private final FakeSource source = new FakeSource();
  private FakeLink link;
  private ControlLoop loop;
  private int revisions;

  ControlLoopTest() {
    newLoop("1");
  }

  private void newLoop(String version) {
    var metrics = new ReconcileMetrics(new SimpleMeterRegistry(), timeline::instant);
    var reports = new Reports(timeline, metrics);
    link = new FakeLink(timeline, reports);
    loop =
        new ControlLoop(
            ControlSettings.of("https://git.example/shop.git", "main", version),
            timeline,
            new ControlEdges(
                source, store, store, store, Map.of("local", link), state, null, NodeBook.none()),
            reports);
  }

  private static String container(String name, String spec) {
    return """
    ---
    apiVersion: setpoint.dev/v1
    kind: Container
    metadata: {name: %s}
    spec: {nodes: {names: [local]}, image: shop/app:1, %s}
    """
        .formatted(name, spec);
  }

  private RepositoryTree commit(String yaml) {
    revisions++;
    var id = Integer.toHexString(revisions).repeat(40);
    return new CommittedTree(
        InMemoryTree.of(Map.of("all.yaml", yaml)),
        new Revision(id, "Ann <ann@example.org>", "Change " + revisions, timeline.instant()));
  }

  private void push(String yaml) {
    source.push(commit(yaml));
    minute();
  }

  private void minute() {
    timeline.pass(Duration.ofMinutes(1));
  }

  private void startWith(String yaml) {
    source.push(commit(yaml));
    loop.start();
    minute();
  }

  private void restart() {
    loop.close();
    timeline.crash();
    newLoop("1");
    loop.start();
  }

  private <T extends AuditEvent> List<T> record(Class<T> type) {
    return store.list(new AuditLog.Query(null, null, Long.MAX_VALUE, 1_000)).stream()
        .map(AuditEntry::event)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  @Test
  void issuesWhatTheFirstRevisionDeclares() {
    startWith(WEB_YAML);

    assertThat(link.orders).hasSize(1);
    assertThat(link.declared()).containsExactly("web");
    assertThat(loop.source().condition()).isEqualTo(Condition.READY);
    assertThat(record(AuditEvent.RevisionAccepted.class)).hasSize(1);
    assertThat(record(AuditEvent.Started.class)).hasSize(1);
  }

  @Test
  void pollsAgainAndAgainAndIssuesOnlyWhatMoved() {
    startWith(WEB_YAML);
    timeline.pass(Duration.ofMinutes(10));

    assertThat(source.polls).isGreaterThan(30);
    assertThat(link.orders).hasSize(1);
  }

  @Test
  void holdsTheLastGoodRevisionWhenTheNextIsInvalid() {
    startWith(WEB_YAML);
    push("kind: Contain");
    minute();
    var status = loop.source();

    assertThat(status.reason()).isEqualTo("InvalidManifests");
    assertThat(status.condition()).isEqualTo(Condition.STALLED);
    assertThat(status.problems()).isNotEmpty();
    assertThat(status.accepted()).extracting(Revision::id).isEqualTo("1".repeat(40));
    assertThat(link.orders).hasSize(1);
    assertThat(record(AuditEvent.RevisionHeld.class)).hasSize(1);
  }

  @Test
  void recordsEachRefusedRevisionOnceAlsoOverARestart() {
    startWith(WEB_YAML);
    var bad = commit("kind: Contain");
    source.push(bad);
    minute();
    source.push(bad);
    minute();
    restart();
    source.push(bad);
    minute();
    assertThat(record(AuditEvent.RevisionHeld.class)).hasSize(1);

    push("kind: Container");
    assertThat(record(AuditEvent.RevisionHeld.class))
        .extracting(AuditEvent.RevisionHeld::revisionId)
        .containsExactly("3".repeat(40), "2".repeat(40));
  }

  @Test
  void refusesARevisionThatPlacesNothing() {
    startWith(WEB_YAML);
    push(
        """
        apiVersion: setpoint.dev/v1
        kind: Node
        metadata: {name: local}
        spec: {mode: correct}
        """);

    assertThat(loop.source().condition()).isEqualTo(Condition.STALLED);
    assertThat(link.orders).hasSize(1);
    assertThat(record(AuditEvent.RevisionHeld.class)).hasSize(1);
  }

  @Test
  void saysWhyTheSourceStands() {
    startWith(WEB_YAML);
    source.answer(
        new SourceResult.Failed(SourceFailure.UNREACHABLE, "no route", Duration.ofSeconds(1)));
    minute();
    assertThat(loop.source().reason()).isEqualTo("Unreachable");
    assertThat(loop.source().message()).isEqualTo("no route");
    assertThat(record(AuditEvent.RevisionHeld.class)).isEmpty();

    source.answer(new SourceResult.Held(SourceFailure.REWRITTEN, "it was rewritten", List.of()));
    minute();
    assertThat(loop.source().reason()).isEqualTo("Rewritten");
    assertThat(record(AuditEvent.RevisionHeld.class))
        .singleElement()
        .satisfies(held -> assertThat(held.message()).isEqualTo("it was rewritten"));

    source.answer(new SourceResult.Unchanged(loop.revision().orElseThrow()));
    minute();
    assertThat(loop.source().condition()).isEqualTo(Condition.READY);
    assertThat(link.orders).hasSize(1);
  }

  @Test
  void issuesTheAcceptedRevisionBeforeTheFirstPollOfANewProcess() {
    startWith(WEB_YAML);
    long generation = link.orders.getLast().generation();
    source.answer(
        new SourceResult.Failed(SourceFailure.UNREACHABLE, "no route", Duration.ofSeconds(1)));
    int polls = source.polls;
    restart();

    assertThat(source.polls).isEqualTo(polls);
    assertThat(link.declared()).containsExactly("web");
    assertThat(link.orders.getLast().generation()).isEqualTo(generation);
    assertThat(record(AuditEvent.Started.class)).hasSize(2);
    assertThat(record(AuditEvent.RevisionAccepted.class)).hasSize(1);
  }

  @Test
  void keepsWhatIsRemovedUnderHoldOverARestart() {
    startWith(HELD_WEB + container("db", "memory: 64Mi") + HOLD);
    push(container("db", "memory: 64Mi") + HOLD);
    assertThat(link.declared()).containsExactlyInAnyOrder("db", "web");

    restart();
    assertThat(link.declared()).containsExactlyInAnyOrder("db", "web");
    push(container("db", "memory: 96Mi") + HOLD);
    assertThat(link.declared()).containsExactlyInAnyOrder("db", "web");

    push(container("db", "memory: 96Mi"));
    assertThat(link.declared()).containsExactly("db");
    assertThat(source.kept()).isEmpty();
  }

  @Test
  void keepsWhatIsChangedUnderHoldOverARestart() {
    startWith(HELD_WEB + HOLD);
    var first = link.orders.getLast().resources().getFirst().manifest();
    push(HELD_WEB.replace("64Mi", "96Mi") + HOLD);
    restart();

    assertThat(link.orders.getLast().resources().getFirst().manifest()).isEqualTo(first);
    assertThat(link.orders.getLast().revision().id()).isEqualTo("2".repeat(40));
  }

  @Test
  void recordsSuspensionsAndKeepsThemOverARestart() {
    startWith(WEB_YAML);
    loop.suspend("local", WEB, "ann", "repairing", null);
    restart();

    assertThat(link.orders.getLast().suspensions()).extracting(Suspension::id).containsExactly(WEB);
    assertThat(record(AuditEvent.Suspended.class)).hasSize(1);
    assertThat(loop.resume("local", WEB, "bob")).isTrue();
    assertThat(loop.resume("local", WEB, "bob")).isFalse();
    assertThat(link.orders.getLast().suspensions()).isEmpty();
    assertThat(record(AuditEvent.Resumed.class)).hasSize(1);
  }

  @Test
  void recordsWhoLetARewrittenHistoryBeFollowed() {
    startWith(WEB_YAML);
    var commit = "ab".repeat(20);
    loop.acceptRewrite(commit, "ada");
    assertThat(record(AuditEvent.Approved.class))
        .containsExactly(
            new AuditEvent.Approved(commit, "ada", "it may follow a rewritten history"));
  }

  @Test
  void forgetsASuspensionWhoseTimeIsOver() {
    startWith(WEB_YAML);
    Instant until = timeline.instant().plus(Duration.ofMinutes(5));
    loop.suspend("local", null, "ann", "", until);
    assertThat(loop.suspensions("local")).hasSize(1);
    timeline.pass(Duration.ofMinutes(6));

    assertThat(loop.suspensions("local")).isEmpty();
  }

  @Test
  void plansAnotherTreeWithoutIssuingIt() {
    startWith(WEB_YAML);
    var planned = loop.plan(commit(WEB_YAML + container("db", "memory: 64Mi")), ALL);

    assertThat(planned).isInstanceOf(PlanResult.Planned.class);
    assertThat(link.previews.getLast().resources()).hasSize(2);
    assertThat(link.orders).hasSize(1);
    assertThat(loop.plan(commit("kind: Contain"), ALL)).isInstanceOf(PlanResult.Refused.class);
  }

  @Test
  void explainsWhichPolicyGaveTheMode() {
    startWith(HELD_WEB + HOLD);
    var explanations = loop.explain(WEB, ALL).explanations();

    assertThat(explanations).hasSize(1);
    assertThat(explanations.getFirst().modeWhy()).startsWith("Policy freeze at all.yaml:");
    assertThat(loop.explain(ResourceId.container("nobody"), ALL).explanations()).isEmpty();
  }

  @Test
  void syncPollsAndWaitsForTheNodes() {
    startWith(WEB_YAML);
    int polls = source.polls;
    loop.sync();

    assertThat(source.polls).isEqualTo(polls + 1);
    assertThat(loop.hasLookedEverywhere()).isTrue();
  }

  @Test
  void takesARevisionOnlyWhenItCanBeRecorded() {
    startWith(WEB_YAML);
    store.diskFull(true);
    push(container("db", "memory: 64Mi"));
    assertThat(loop.source().reason()).isEqualTo("RecordUnavailable");
    assertThat(link.declared()).containsExactly("web");

    store.diskFull(false);
    minute();
    assertThat(link.declared()).containsExactly("db");
    assertThat(loop.source().condition()).isEqualTo(Condition.READY);
  }
}
