package dev.setpoint.controller;

import dev.setpoint.fleet.FleetEvents;
import dev.setpoint.fleet.FleetLinks;
import dev.setpoint.fleet.NodeArrival;
import dev.setpoint.fleet.NodeAwayException;
import dev.setpoint.fleet.NodeLink;
import dev.setpoint.fleet.NodeOrder;
import dev.setpoint.fleet.NodeReport;
import dev.setpoint.fleet.NodeReport.Condition;
import dev.setpoint.fleet.NodeReport.ResourceReport;
import dev.setpoint.fleet.Timeline;
import dev.setpoint.manifest.Mode;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource.Health;
import dev.setpoint.reconcile.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Agents of other machines, whose connection and reports a test decides. */
final class FakeFleet implements FleetLinks {
  final Map<String, List<NodeOrder>> issued = new TreeMap<>();
  final List<String> asked = new ArrayList<>();
  final Set<String> answering = new TreeSet<>();
  int answerWhenAsked = 1;
  private final Map<String, Runnable> previews = new TreeMap<>();
  private final Timeline timeline;
  private final Map<String, NodeLink> links = new HashMap<>();
  private @Nullable FleetEvents events;

  FakeFleet(Timeline timeline) {
    this.timeline = timeline;
  }

  void tell(FleetEvents ear) {
    events = ear;
  }

  private FleetEvents events() {
    var ear = events;
    if (ear == null) {
      throw new IllegalStateException("nobody listens yet");
    }
    return ear;
  }

  @Override
  public NodeLink link(String node) {
    return links.computeIfAbsent(node, Link::new);
  }

  @Override
  public void close(String node, String why) {
    leave(node);
  }

  void connect(String... nodes) {
    for (var node : nodes) {
      connect(node, has(node) ? last(node).generation() : 0);
    }
  }

  /** A node comes that has taken an order of this generation. */
  void connect(String node, long held) {
    var digest = held == 0 ? "" : "0".repeat(64);
    events().connected(new NodeArrival(node, "192.0.2.1", "1", held, digest, timeline.instant()));
  }

  /** Its journal is older than the trail. */
  void behind(String node, String journal) {
    events().journalBehind(node, journal, 3, 9);
  }

  /** Nothing new of a journal. */
  void record(String node, String journal) {
    events().record(node, journal, 1, List.of());
  }

  /** It does not take its newest order. */
  void refuse(String node, String reason) {
    events().refused(node, last(node).generation(), reason, "it says why");
  }

  void leave(String node) {
    events().left(node, timeline.instant(), "the connection broke");
  }

  boolean has(String node) {
    return issued.containsKey(node);
  }

  NodeOrder last(String node) {
    return issued.getOrDefault(node, List.of()).getLast();
  }

  int count(String node) {
    return issued.getOrDefault(node, List.of()).size();
  }

  void ready(String... nodes) {
    for (var node : nodes) {
      report(node, Condition.READY, null);
    }
  }

  void report(String node, Condition condition, @Nullable FailureReason reason) {
    var order = last(node);
    var resources = new ArrayList<ResourceReport>();
    for (var each : order.resources()) {
      resources.add(resource(each.manifest().id(), condition, reason));
    }
    events()
        .accept(
            new NodeReport(
                node,
                order.generation(),
                order.revision().id(),
                timeline.instant(),
                Duration.ofMillis(5),
                true,
                List.of(),
                resources));
  }

  private static ResourceReport resource(
      ResourceId id, Condition condition, @Nullable FailureReason reason) {
    return new ResourceReport(
        id,
        "docker",
        Mode.CORRECT,
        condition,
        reason,
        reason == null ? "" : "it did not start",
        Health.NONE,
        "running",
        null,
        null,
        null);
  }

  /** The link of one node. */
  private final class Link implements NodeLink {
    private final String node;

    Link(String node) {
      this.node = node;
    }

    @Override
    public void issue(NodeOrder order) {
      issued.computeIfAbsent(node, _ -> new ArrayList<>()).add(order);
    }

    @Override
    public void requestPass() {
      asked.add(node);
    }

    @Override
    public Plan preview(NodeOrder order) {
      if (!answering.contains(node)) {
        throw new NodeAwayException(node + " is away");
      }
      return new Plan(node, order.generation(), order.revision(), List.of(), List.of());
    }

    /** Each answer comes once as many wait as a test says, on a thread of its own. */
    @Override
    public void askPreview(NodeOrder order, PlanEar ear) {
      previews.put(node, () -> NodeLink.super.askPreview(order, ear));
      if (previews.size() >= answerWhenAsked) {
        var all = List.copyOf(previews.values());
        previews.clear();
        all.forEach(each -> Thread.ofVirtual().start(each));
      }
    }
  }
}
