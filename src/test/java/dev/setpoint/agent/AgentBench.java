package dev.setpoint.agent;

import dev.setpoint.audit.AuditEntry;
import dev.setpoint.audit.AuditEvent;
import dev.setpoint.audit.AuditLog;
import dev.setpoint.fixture.InMemoryStore;
import dev.setpoint.fixture.InMemoryTree;
import dev.setpoint.fixture.VirtualTimeline;
import dev.setpoint.fleet.CorrectionNews;
import dev.setpoint.fleet.NodeOrder.Suspension;
import dev.setpoint.fleet.NodeReport;
import dev.setpoint.fleet.NodeReport.ResourceReport;
import dev.setpoint.fleet.Orders;
import dev.setpoint.fleet.ReportSink;
import dev.setpoint.manifest.ManifestSet;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.reader.ManifestReader;
import dev.setpoint.manifest.reader.ReadResult;
import dev.setpoint.reconcile.field.Hider;
import dev.setpoint.reconcile.plan.Request;
import dev.setpoint.target.Target;
import dev.setpoint.target.TargetEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One agent on a fake engine, a virtual clock and a store in memory; manifests come as YAML. */
final class AgentBench implements ReportSink {
  final VirtualTimeline timeline = new VirtualTimeline();
  final InMemoryStore store = new InMemoryStore(timeline);
  final FakeEngine engine = new FakeEngine();
  final CrashPoints crash = new CrashPoints();
  final Map<String, String> secrets = new HashMap<>();
  final List<NodeReport> reports = new ArrayList<>();
  final List<CorrectionNews> news = new ArrayList<>();
  FakeTarget target = new FakeTarget(engine, timeline, crash);
  NodeAgent agent;
  private Orders orders = Orders.none();
  private List<Suspension> suspensions = List.of();
  private List<Request> requests = List.of();
  private long generation;

  /** What the machine says; null for nothing. */
  @Nullable Suspension hold;

  AgentBench() {
    agent = newAgent();
  }

  private NodeAgent newAgent() {
    var targets = new LinkedHashMap<String, Target>();
    targets.put("docker", target);
    return new NodeAgent(
        AgentSettings.of("local", FakeTarget.OWNER),
        timeline,
        new SplittableRandom(0),
        new AgentEdges(
            _ -> targets,
            new CrashingJournal(store, crash),
            store,
            name -> Optional.ofNullable(secrets.get(name)),
            () -> Optional.ofNullable(hold),
            new Hider(new byte[32]),
            this));
  }

  /** The process is gone and a new one starts on the same engine and store. */
  void restart() {
    restart(target.newer);
  }

  /** The same with a version that knows one field more. */
  void upgrade() {
    restart(true);
  }

  private void restart(boolean newer) {
    timeline.crash();
    crash.calm();
    target = new FakeTarget(engine, timeline, crash);
    target.newer = newer;
    agent = newAgent();
    issue();
    timeline.settle();
  }

  @Override
  public void accept(NodeReport report) {
    reports.add(report);
  }

  @Override
  public void accept(CorrectionNews one) {
    news.add(one);
  }

  static ManifestSet manifests(String yaml) {
    var result = new ManifestReader().read(InMemoryTree.of(Map.of("all.yaml", yaml)));
    if (result instanceof ReadResult.Valid(var set)) {
      return set;
    }
    throw new AssertionError(result.toString());
  }

  /** Git says this from now on; the agent has worked it out when the call returns. */
  void declare(String yaml) {
    orders = orders.next(manifests(yaml));
    issue();
    timeline.settle();
  }

  /** As {@link #declare}, but nothing has run yet. */
  void declareOnly(String yaml) {
    orders = orders.next(manifests(yaml));
  }

  void suspend(Suspension... now) {
    suspensions = List.of(now);
    issue();
    timeline.settle();
  }

  /** A person asks for this within the next ten minutes; returns when the agent has answered. */
  void ask(Request... some) {
    requests = List.of(some);
    issue();
    timeline.settle();
  }

  void issue() {
    agent.issue(orders.order("local", ++generation, suspensions).asking(requests));
  }

  Orders orders() {
    return orders;
  }

  long generation() {
    return generation;
  }

  void event(String name, boolean settled, String what) {
    target.tell(new TargetEvent.LookAt(Set.of(ResourceId.container(name)), settled, what));
  }

  void sweep() {
    timeline.pass(Duration.ofSeconds(40));
  }

  ResourceReport report(String name) {
    return reports.getLast().resources().stream()
        .filter(each -> each.id().equals(ResourceId.container(name)))
        .findFirst()
        .orElseThrow();
  }

  List<AuditEvent.Intent> intents() {
    return events(AuditEvent.Intent.class);
  }

  List<AuditEvent.Settled> outcomes() {
    return events(AuditEvent.Settled.class);
  }

  private <T extends AuditEvent> List<T> events(Class<T> type) {
    return store.list(new AuditLog.Query(null, null, Long.MAX_VALUE, 1_000)).reversed().stream()
        .map(AuditEntry::event)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }
}
