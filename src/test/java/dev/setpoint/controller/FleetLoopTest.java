package dev.setpoint.controller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.audit.AuditCodec;
import dev.setpoint.audit.AuditEntry;
import dev.setpoint.audit.AuditEvent;
import dev.setpoint.audit.AuditLog;
import dev.setpoint.controller.Control.PlanResult;
import dev.setpoint.controller.nodes.FleetQuery;
import dev.setpoint.controller.nodes.NodeBook;
import dev.setpoint.controller.nodes.NodeStanding;
import dev.setpoint.fixture.CommittedTree;
import dev.setpoint.fixture.InMemoryFleet;
import dev.setpoint.fixture.InMemoryStore;
import dev.setpoint.fixture.InMemoryTree;
import dev.setpoint.fixture.VirtualTimeline;
import dev.setpoint.fleet.CorrectionNews;
import dev.setpoint.fleet.NodeOrder.Suspension;
import dev.setpoint.fleet.NodeReport.Condition;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.Revision;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.Plan;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The control loop over many nodes: canary, guards, approvals, restarts, what is shown. */
class FleetLoopTest {
  private static final List<String> SIX = List.of("n1", "n2", "n3", "n4", "n5", "n6");

  private final VirtualTimeline timeline = new VirtualTimeline();
  private final InMemoryStore store = new InMemoryStore(timeline);
  private final InMemoryFleet state = new InMemoryFleet(store);
  private final FakeSource source = new FakeSource();
  private final FakeFleet fleet = new FakeFleet(timeline);
  private ControlLoop loop;
  private int revisions;

  FleetLoopTest() {
    newLoop();
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

  private void restart() {
    loop.close();
    timeline.crash();
    newLoop();
    loop.start();
    minute();
  }

  private void minute() {
    timeline.pass(Duration.ofSeconds(40));
  }

  private static String nodes(List<String> names) {
    return names.stream()
        .map(name ->
            """
            ---
            apiVersion: setpoint.dev/v1
            kind: Node
            metadata: {name: %s, labels: {role: edge}}
            """
                .formatted(name))
        .collect(Collectors.joining());
  }

  private static String container(String name, String where, String more) {
    return """
    ---
    apiVersion: setpoint.dev/v1
    kind: Container
    metadata: {name: %s}
    spec: {nodes: {%s}, image: shop/app:1, %s}
    """
        .formatted(name, where, more);
  }

  private static String everywhere(String name, String more) {
    return container(name, "labels: {role: edge}", more);
  }

  private static String many(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> everywhere("c" + i, "memory: 64Mi"))
        .collect(Collectors.joining());
  }

  private void push(String yaml) {
    revisions++;
    var id = Integer.toHexString(revisions).repeat(40);
    source.push(
        new CommittedTree(
            InMemoryTree.of(Map.of("all.yaml", yaml)),
            new Revision(id, "Ann <ann@example.org>", "Change", timeline.instant())));
    minute();
  }

  /** Six nodes hold the first revision and are well. */
  private void startWithSix(String yaml) {
    source.push(
        new CommittedTree(
            InMemoryTree.of(Map.of("all.yaml", nodes(SIX) + yaml)),
            new Revision("f".repeat(40), "Ann <ann@example.org>", "Begin", timeline.instant())));
    loop.start();
    minute();
    fleet.connect(SIX.toArray(String[]::new));
    minute();
    readyAll();
    readyAll();
    SIX.forEach(node -> assertThat(fleet.count(node)).as(node).isEqualTo(1));
  }

  private void readyAll() {
    SIX.stream().filter(fleet::has).forEach(fleet::ready);
    timeline.pass(Duration.ofSeconds(1));
  }

  private List<String> withRevision(int number) {
    var id = Integer.toHexString(number).repeat(40);
    return SIX.stream()
        .filter(fleet::has)
        .filter(node -> fleet.last(node).revision().id().equals(id))
        .toList();
  }

  private NodeStanding standing(String node) {
    return loop.fleet(new FleetQuery(node, Map.of(), "", 1)).nodes().getFirst();
  }

  private <T extends AuditEvent> List<T> record(Class<T> type) {
    return store.list(new AuditLog.Query(null, null, Long.MAX_VALUE, 1_000)).stream()
        .map(AuditEntry::event)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  private String other() {
    return SIX.stream().filter(node -> !withRevision(1).contains(node)).findFirst().orElseThrow();
  }

  @Test
  void aPersonsSyncReachesTheOtherMachines() {
    startWithSix(everywhere("web", "memory: 64Mi"));
    loop.sync();
    assertThat(fleet.asked).containsAll(SIX);
  }

  @Test
  void sendsARevisionToOneNodeFirstAndThenToAll() {
    startWithSix(everywhere("web", "memory: 64Mi"));
    push(nodes(SIX) + everywhere("web", "memory: 96Mi"));
    assertThat(withRevision(1)).hasSize(1);
    assertThat(standing(other()).reason()).isEqualTo("WaitingForCanary");

    fleet.ready(withRevision(1).getFirst());
    timeline.pass(Duration.ofSeconds(1));
    assertThat(withRevision(1)).hasSize(6);
    readyAll();
    assertThat(standing("n1").condition()).isEqualTo(Condition.READY);
    assertThat(source.kept()).isEmpty();
  }

  @Test
  void leavesTheOthersTheirOrdersWhenTheCanaryFails() {
    startWithSix(everywhere("web", "memory: 64Mi"));
    push(nodes(SIX) + everywhere("web", "memory: 96Mi"));
    var canary = withRevision(1).getFirst();
    fleet.report(canary, Condition.STALLED, FailureReason.START_FAILED);
    timeline.pass(Duration.ofMinutes(30));

    assertThat(withRevision(1)).containsExactly(canary);
    var waiting = standing(other());
    assertThat(waiting.reason()).isEqualTo("CanaryFailed");
    assertThat(waiting.message()).contains(canary).contains("it did not start");

    push(nodes(SIX) + everywhere("web", "memory: 80Mi"));
    fleet.ready(withRevision(2).getFirst());
    timeline.pass(Duration.ofSeconds(1));
    assertThat(withRevision(2)).hasSize(6);
  }

  @Test
  void stopsWhenTheCanarySaysNothing() {
    startWithSix(everywhere("web", "memory: 64Mi"));
    push(nodes(SIX) + everywhere("web", "memory: 96Mi"));
    var canary = withRevision(1).getFirst();
    fleet.report(canary, Condition.RECONCILING, null);
    timeline.pass(Duration.ofMinutes(3));
    fleet.ready(canary);
    timeline.pass(Duration.ofMinutes(3));

    assertThat(withRevision(1)).hasSize(1);
    assertThat(standing(other()).message()).contains("did not report ready within 2m");
    var approved = loop.approve("1111111", "ann");
    assertThat(approved.done()).isTrue();
    assertThat(withRevision(1)).hasSize(6);
    assertThat(record(AuditEvent.Approved.class)).hasSize(1);
  }

  @Test
  void staysAtTheCanaryOverARestartAndGoesOnFromThere() {
    startWithSix(everywhere("web", "memory: 64Mi"));
    push(nodes(SIX) + everywhere("web", "memory: 96Mi"));
    var canary = withRevision(1).getFirst();
    restart();
    fleet.connect(SIX.toArray(String[]::new));
    timeline.pass(Duration.ofSeconds(1));

    assertThat(withRevision(1)).containsExactly(canary);
    assertThat(standing(other()).reason()).isEqualTo("WaitingForCanary");
    loop.suspend(other(), null, "ann", "", null);
    assertThat(fleet.last(other()).suspensions()).extracting(Suspension::by).containsExactly("ann");
    assertThat(withRevision(1)).containsExactly(canary);

    fleet.ready(canary);
    timeline.pass(Duration.ofSeconds(1));
    assertThat(withRevision(1)).hasSize(6);
  }

  @Test
  void staysStoppedOverARestart() {
    startWithSix(everywhere("web", "memory: 64Mi"));
    push(nodes(SIX) + everywhere("web", "memory: 96Mi"));
    fleet.report(withRevision(1).getFirst(), Condition.STALLED, FailureReason.NOT_HEALTHY);
    timeline.pass(Duration.ofSeconds(1));
    restart();
    fleet.connect(SIX.toArray(String[]::new));
    timeline.pass(Duration.ofMinutes(30));

    assertThat(withRevision(1)).hasSize(1);
    assertThat(standing(other()).reason()).isEqualTo("CanaryFailed");
  }

  @Test
  void takesNoNewGenerationForWhatANodeHasAlready() {
    startWithSix(everywhere("web", "memory: 64Mi"));
    var only = container("extra", "names: [n3]", "memory: 64Mi");
    push(nodes(SIX) + everywhere("web", "memory: 64Mi") + only);
    fleet.ready("n3");
    timeline.pass(Duration.ofSeconds(1));

    assertThat(withRevision(1)).containsExactly("n3");
    long generation = fleet.last("n1").generation();
    restart();
    assertThat(fleet.last("n1").generation()).isEqualTo(generation);
    assertThat(fleet.last("n3").generation()).isEqualTo(2);
  }

  @Test
  void holdsWhatRemovesTooMuchUntilAPersonApprovesItAlsoOverARestart() {
    startWithSix(many(10));
    push(nodes(SIX) + many(4));
    assertThat(withRevision(1)).isEmpty();
    assertThat(loop.source().reason()).isEqualTo("HeldByGuard");
    assertThat(loop.source().message())
        .contains("36 of 60 resources")
        .contains("6 of 10 on n1")
        .contains("setpoint approve ");
    assertThat(record(AuditEvent.RevisionHeld.class)).hasSize(1);

    restart();
    push(nodes(SIX) + many(4));
    assertThat(loop.source().reason()).isEqualTo("HeldByGuard");
    assertThat(withRevision(2)).isEmpty();
    assertThat(loop.approve("0000000", "ann").done()).isFalse();

    var message = loop.source().message();
    var digest = message.replaceAll(".*setpoint approve ([0-9a-f]+).*", "$1");
    assertThat(loop.approve(digest, "ann").done()).isTrue();
    assertThat(loop.source().condition()).isEqualTo(Condition.READY);
    fleet.connect(SIX.toArray(String[]::new));
    assertThat(withRevision(2)).hasSize(1);
    assertThat(fleet.last(withRevision(2).getFirst()).resources()).hasSize(4);
    assertThat(state.approvals()).isEmpty();
  }

  @Test
  void giveANodeThatIsDeclaredNoLongerNoOrderAtAll() {
    startWithSix(everywhere("web", "memory: 64Mi"));
    var five = SIX.subList(0, 5);
    push(nodes(five) + everywhere("web", "memory: 64Mi"));

    assertThat(fleet.count("n6")).isEqualTo(1);
    assertThat(fleet.last("n6").resources()).hasSize(1);
    assertThat(standing("n6").reason()).isEqualTo("NotDeclared");
    fleet.connect("n6");
    loop.suspend("n1", null, "ann", "", null);
    assertThat(fleet.count("n6")).isEqualTo(1);
  }

  @Test
  void neverShowsANodeThatIsAwayAsReady() {
    startWithSix(everywhere("web", "memory: 64Mi"));
    assertThat(standing("n2").condition()).isEqualTo(Condition.READY);
    fleet.leave("n2");

    var gone = standing("n2");
    assertThat(gone.presence()).isEqualTo(NodeStanding.Presence.AWAY);
    assertThat(gone.condition()).isEqualTo(Condition.STALLED);
    assertThat(gone.reason()).isEqualTo("Away");
    assertThat(gone.lastSeen()).isNotNull();
    push(nodes(SIX) + everywhere("web", "memory: 96Mi"));
    fleet.ready(withRevision(1).getFirst());
    timeline.pass(Duration.ofSeconds(1));
    assertThat(withRevision(1)).hasSize(5).doesNotContain("n2");
    fleet.connect("n2");
    assertThat(withRevision(1)).hasSize(6);
  }

  private PlanResult.Planned plan(FleetQuery query) {
    if (loop.plan(null, query) instanceof PlanResult.Planned planned) {
      return planned;
    }
    throw new AssertionError("the manifests are valid");
  }

  @Test
  void plansForAllAtOnceAndNamesWhoCannotBeAsked() {
    startWithSix(everywhere("web", "memory: 64Mi"));
    fleet.leave("n2");
    fleet.answering.addAll(List.of("n1", "n3", "n4", "n6"));
    // Nobody answers before all five who are there were asked; n5 goes while it is asked.
    fleet.answerWhenAsked = 5;
    var planned = plan(new FleetQuery("", Map.of("role", "edge"), "", 100));

    assertThat(planned.plans()).extracting(Plan::node).containsExactly("n1", "n3", "n4", "n6");
    assertThat(planned.unplanned())
        .extracting(each -> each.standing().node() + ": " + each.message())
        .containsExactly("n2: it is away", "n5: n5 is away");
    assertThat(planned.unplanned().getFirst().standing().lastSeen()).isNotNull();
  }

  @Test
  void plansPageByPageForTheNodesThatAreMeant() {
    startWithSix(everywhere("web", "memory: 64Mi"));
    fleet.answering.addAll(SIX);
    var first = plan(new FleetQuery("", Map.of(), "", 4));
    assertThat(first.plans()).hasSize(4);
    assertThat(first.next()).isEqualTo("n4");
    assertThat(plan(new FleetQuery("", Map.of(), "n4", 4)).plans())
        .extracting(Plan::node)
        .containsExactly("n5", "n6");
    assertThat(plan(new FleetQuery("n3", Map.of(), "", 4)).plans())
        .extracting(Plan::node)
        .containsExactly("n3");
    assertThat(plan(new FleetQuery("", Map.of("role", "core"), "", 4)).plans()).isEmpty();
  }

  @Test
  void explainsOnTheNodesThatAreMeant() {
    startWithSix(everywhere("web", "memory: 64Mi"));
    var web = ResourceId.container("web");
    var two = loop.explain(web, new FleetQuery("", Map.of(), "", 2));
    assertThat(two.explanations()).extracting(Explanation::node).containsExactly("n1", "n2");
    assertThat(two.next()).isEqualTo("n2");
    assertThat(loop.explain(web, new FleetQuery("n5", Map.of(), "", 2)).explanations())
        .extracting(Explanation::node)
        .containsExactly("n5");
  }

  @Test
  void listsNodesPageByPageAndByLabel() {
    startWithSix(everywhere("web", "memory: 64Mi"));
    var names = new ArrayList<String>();
    var after = "";
    do {
      var page = loop.fleet(new FleetQuery("", Map.of("role", "edge"), after, 4));
      page.nodes().forEach(node -> names.add(node.node()));
      after = page.next();
    } while (!after.isEmpty());

    assertThat(names).isEqualTo(SIX);
    assertThat(loop.fleet(new FleetQuery("", Map.of("role", "core"), "", 4)).nodes()).isEmpty();
  }

  @Test
  void letsAProtectedResourceBeReplacedAsDeclaredNowAndNotLater() {
    startWithSix(everywhere("web", "memory: 64Mi, protect: confirm"));
    assertThat(loop.approve("container/web@n1", "ann").done()).isTrue();
    assertThat(fleet.last("n1").approved()).containsExactly(ResourceId.container("web"));
    assertThat(fleet.last("n2").approved()).isEmpty();
    assertThat(loop.approve("container/nobody@n1", "ann").done()).isFalse();

    push(nodes(SIX) + everywhere("web", "memory: 96Mi, protect: confirm"));
    loop.approve("1111111", "ann");
    fleet.ready(withRevision(1).getFirst());
    timeline.pass(Duration.ofSeconds(1));
    assertThat(fleet.last("n1").approved()).isEmpty();
  }

  @Test
  void takesAJournalIntoTheTrailOnceAndTellsTheNews() {
    startWithSix(everywhere("web", "memory: 64Mi"));
    var heard = new ArrayList<CorrectionNews>();
    loop.listen(heard::add);
    var web = ResourceId.container("web");
    var at = timeline.instant();
    var intent =
        new AuditEvent.Intent(
            "n1", "docker", web, "Create", "drift", "it is gone", List.of(), "f", "Ann", "a:1", at);
    var settled = new AuditEvent.Settled(1, "n1", web, "Corrected", null, "made it", 120, false);
    var entries =
        List.of(
            AuditCodec.encode(new AuditEntry(1, at, intent)),
            AuditCodec.encode(new AuditEntry(2, at, settled)));

    assertThat(loop.events().journalNext("n1", "j")).isEqualTo(1);
    assertThat(loop.events().record("n1", "j", 1, entries.subList(0, 1))).isEqualTo(2);
    assertThat(loop.events().record("n1", "j", 1, entries)).isEqualTo(3);
    assertThat(loop.events().record("n1", "j", 1, entries)).isEqualTo(3);
    timeline.pass(Duration.ofSeconds(1));

    assertThat(record(AuditEvent.Intent.class)).hasSize(1);
    assertThat(record(AuditEvent.Settled.class)).hasSize(1);
    assertThat(heard).hasSize(1);
    assertThat(Set.of("n1")).contains(heard.getFirst().node());
  }
}
