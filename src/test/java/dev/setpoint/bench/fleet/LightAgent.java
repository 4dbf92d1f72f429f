package dev.setpoint.bench.fleet;

import dev.setpoint.audit.AuditEvent;
import dev.setpoint.fleet.NodeLink;
import dev.setpoint.fleet.NodeOrder;
import dev.setpoint.fleet.NodeOrder.OrderedResource;
import dev.setpoint.fleet.NodeReport;
import dev.setpoint.fleet.NodeReport.Condition;
import dev.setpoint.fleet.NodeReport.ResourceReport;
import dev.setpoint.fleet.NodeReport.TargetReport;
import dev.setpoint.fleet.Timeline;
import dev.setpoint.link.agentend.AgentEnd;
import dev.setpoint.manifest.Mode;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.Cause;
import dev.setpoint.reconcile.Drift;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.ObservedResource.Health;
import dev.setpoint.reconcile.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind an agent's end of the connection here: it takes orders, says after a while
 * that all is as declared, with the journal entries that corrections would have written, and
 * reports every half minute as agents do. It looks at no engine.
 */
final class LightAgent implements NodeLink {
  /** As {@code AgentSettings}. */
  private static final Duration SWEEP = Duration.ofSeconds(30);

  /** A correction takes so long. */
  static final Duration WORK = Duration.ofMillis(500);

  private static final Map<ResourceId, ResourceReport> READY = new ConcurrentHashMap<>();
  private static final List<TargetReport> TARGETS =
      List.of(new TargetReport("docker", true, "Docker 28.5.2", ""));

  private final String node;
  private final Timeline timeline;
  private final LightFeed feed;
  private final AtomicReference<@Nullable NodeOrder> inForce = new AtomicReference<>();
  private final AtomicReference<@Nullable AgentEnd> end = new AtomicReference<>();

  LightAgent(String node, Timeline timeline, LightFeed feed) {
    this.node = node;
    this.timeline = timeline;
    this.feed = feed;
  }

  void start(AgentEnd itsEnd) {
    end.set(itsEnd);
    itsEnd.start(this);
    long first = ThreadLocalRandom.current().nextLong(SWEEP.toMillis());
    timeline.startAfter(Duration.ofMillis(first), "sweep", this::sweep);
  }

  AgentEnd end() {
    var now = end.get();
    if (now == null) {
      throw new IllegalStateException("not started");
    }
    return now;
  }

  /** The commit of the order that it works from; empty before the first. */
  String revision() {
    var order = inForce.get();
    return order == null ? "" : order.revision().id();
  }

  private void sweep() {
    report(Set.of());
    timeline.startAfter(SWEEP, "sweep", this::sweep);
  }

  @Override
  public void issue(NodeOrder order) {
    var before = inForce.getAndSet(order);
    if (before == null) {
      report(Set.of());
      return;
    }
    var known = new HashSet<>(before.resources());
    var changed = order.resources().stream().filter(each -> !known.contains(each)).toList();
    timeline.startAfter(WORK, "work", () -> corrected(order, changed));
  }

  private void corrected(NodeOrder order, List<OrderedResource> changed) {
    changed.forEach(each -> journal(order, each, "desired changed"));
    end().journalGrew();
    report(Set.of());
  }

  private void journal(NodeOrder order, OrderedResource each, String reason) {
    var now = timeline.instant();
    var id = each.manifest().id();
    long intent = feed.write(now, _ -> intent(order, each, reason, now));
    feed.write(
        now,
        _ ->
            new AuditEvent.Settled(
                intent, node, id, "Corrected", null, "updated", WORK.toMillis(), false));
  }

  private AuditEvent intent(NodeOrder order, OrderedResource each, String reason, Instant now) {
    return new AuditEvent.Intent(
        node,
        "docker",
        each.manifest().id(),
        "Update",
        Cause.DRIFT.word(),
        reason,
        List.of(),
        order.revision().id(),
        order.revision().author(),
        each.manifest().origin().toString(),
        now);
  }

  /** Somebody changes a container by hand: it is reported, corrected, recorded, and reported. */
  void drift() {
    var order = inForce.get();
    if (order == null || order.resources().isEmpty()) {
      return;
    }
    int which = ThreadLocalRandom.current().nextInt(order.resources().size());
    var hit = order.resources().get(which);
    report(Set.of(hit.manifest().id()));
    timeline.startAfter(
        WORK,
        "work",
        () -> {
          journal(order, hit, "live changed");
          end().journalGrew();
          report(Set.of());
        });
  }

  private void report(Set<ResourceId> drifted) {
    var order = inForce.get();
    if (order == null) {
      return;
    }
    var resources = new ArrayList<ResourceReport>(order.resources().size());
    for (var each : order.resources()) {
      var id = each.manifest().id();
      resources.add(
          drifted.contains(id) ? drifted(id) : READY.computeIfAbsent(id, LightAgent::ready));
    }
    end()
        .accept(
            new NodeReport(
                node,
                order.generation(),
                order.revision().id(),
                timeline.instant(),
                Duration.ofMillis(40),
                true,
                TARGETS,
                resources));
  }

  private static ResourceReport ready(ResourceId id) {
    return new ResourceReport(
        id,
        "docker",
        Mode.CORRECT,
        Condition.READY,
        null,
        "as declared",
        Health.NONE,
        "running",
        null,
        null,
        null);
  }

  private ResourceReport drifted(ResourceId id) {
    return new ResourceReport(
        id,
        "docker",
        Mode.CORRECT,
        Condition.RECONCILING,
        null,
        "is being corrected",
        Health.NONE,
        "running",
        new Drift.Changed(id, Cause.DRIFT, new EngineObject("0123", id.name()), List.of()),
        timeline.instant(),
        null);
  }

  @Override
  public void requestPass() {
    report(Set.of());
  }

  @Override
  public Plan preview(NodeOrder order) {
    return new Plan(order.node(), order.generation(), order.revision(), List.of(), List.of());
  }
}
