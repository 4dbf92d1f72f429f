package dev.setpoint.simulation;

import dev.setpoint.controller.nodes.FleetState.Draft;
import dev.setpoint.controller.nodes.NodeStanding;
import dev.setpoint.fixture.VirtualTimeline;
import dev.setpoint.fleet.NodeReport;
import dev.setpoint.fleet.NodeReport.Condition;
import dev.setpoint.fleet.NodeReport.ResourceReport;
import dev.setpoint.manifest.ResourceId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Watches the controller from outside, over all its lives: to whom it gives a revision before the
 * canary was ready and how many at once, and how it shows nodes.
 */
final class FleetWitness implements Mortal.Witness {
  private static final Duration WITHIN = Duration.ofMinutes(2);

  private final VirtualTimeline world;
  private final Transcript transcript;
  private final Repository repository;
  private final Predicate<String> longSilent;
  private final Map<String, Long> generations = new HashMap<>();
  private final Map<String, LinkedHashMap<String, Issue>> byRevision = new HashMap<>();
  private final Map<String, NodeReport> reports = new HashMap<>();
  private final Map<String, Issue> moving = new HashMap<>();
  private final Set<String> forgetful = new HashSet<>();

  FleetWitness(
      VirtualTimeline world,
      Transcript transcript,
      Repository repository,
      Predicate<String> longSilent) {
    this.world = world;
    this.transcript = transcript;
    this.repository = repository;
    this.longSilent = longSilent;
  }

  /** An order that was given, and what stood still then. */
  private static final class Issue {
    private final long generation;
    private final Instant at;
    private final Set<ResourceId> stalledBefore;
    private boolean ready;

    Issue(long generation, Instant at, Set<ResourceId> stalledBefore) {
      this.generation = generation;
      this.at = at;
      this.stalledBefore = stalledBefore;
    }
  }

  private void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError("controller: " + what + "\n" + transcript.tail(60));
    }
  }

  @Override
  @SuppressWarnings("unchecked")
  public void before(String method, List<Object> arguments) {
    if (method.equals("issue")) {
      ((List<Draft>) arguments.getFirst()).forEach(this::mayGo);
    }
  }

  private void mayGo(Draft draft) {
    var revision = repository.known(draft.revisionId());
    check(
        revision.allowed(), "gives out revision " + revision.number() + ", which no guard may let");
    var given = byRevision.getOrDefault(draft.revisionId(), new LinkedHashMap<>());
    if (given.isEmpty()) {
      return;
    }
    var canary = given.firstEntry();
    check(
        canary.getValue().ready || canary.getKey().equals(draft.node()),
        "gives revision %d to %s before %s was ready"
            .formatted(revision.number(), draft.node(), canary.getKey()));
  }

  @Override
  @SuppressWarnings("unchecked")
  public void after(String method, List<Object> arguments, @Nullable Object result) {
    if (method.equals("issue")) {
      var made = (Map<String, Long>) Objects.requireNonNull(result);
      ((List<Draft>) arguments.getFirst()).forEach(draft -> given(draft, made));
      check(
          moving.values().stream().filter(this::isMoving).count() <= FleetWorld.AT_ONCE,
          "moves more nodes at once than it may: " + moving.keySet());
    }
  }

  private boolean isMoving(Issue issue) {
    return issue.at.plus(WITHIN).isAfter(world.instant());
  }

  private void given(Draft draft, Map<String, Long> made) {
    var node = draft.node();
    long generation = Objects.requireNonNull(made.get(node));
    check(generation > generations.getOrDefault(node, 0L), node + " gets " + generation + " again");
    generations.put(node, generation);
    var issue = new Issue(generation, world.instant(), stalled(node));
    byRevision
        .computeIfAbsent(draft.revisionId(), _ -> new LinkedHashMap<>())
        .putIfAbsent(node, issue);
    moving.put(node, issue);
    transcript.count(
        "orders",
        "controller",
        "gives %s order %d of revision %d"
            .formatted(node, generation, repository.known(draft.revisionId()).number()));
  }

  private Set<ResourceId> stalled(String node) {
    var report = reports.get(node);
    return report == null
        ? Set.of()
        : report.resources().stream()
            .filter(each -> each.condition() == Condition.STALLED)
            .map(ResourceReport::id)
            .collect(Collectors.toSet());
  }

  /** A report has come. */
  void reported(NodeReport report) {
    var node = report.node();
    reports.put(node, report);
    byRevision
        .values()
        .forEach(given -> {
          var issue = given.get(node);
          if (issue != null && report.generation() >= issue.generation && isReady(report, issue)) {
            issue.ready = true;
          }
        });
    var last = moving.get(node);
    boolean ended =
        report.resources().stream().anyMatch(each -> each.condition() == Condition.STALLED);
    if (last != null
        && report.generation() >= last.generation
        && (ended || isReady(report, last))) {
      moving.remove(node);
    }
  }

  private static boolean isReady(NodeReport report, Issue issue) {
    return report.resources().stream()
        .filter(each -> !issue.stalledBefore.contains(each.id()))
        .allMatch(each -> each.condition() == Condition.READY);
  }

  void left(String node) {
    moving.remove(node);
  }

  void refused(String node, long generation, String why) {
    boolean backup = why.startsWith("OlderGeneration") && forgetful.contains(node);
    check(backup, node + " refused order " + generation + ": " + why);
    transcript.count("refused", node, "refuses order " + generation);
  }

  void journalBehind(String node, long held, long taken) {
    check(false, node + " has lost entries " + held + " to " + (taken - 1) + " of its journal");
  }

  /** A backup was put back that knows of fewer orders. */
  void forgotten(String node, long generation) {
    generations.put(node, generation);
    forgetful.add(node);
  }

  void controllerDied() {
    moving.clear();
  }

  /** How the controller shows its nodes now. */
  void look(List<NodeStanding> standings) {
    for (var each : standings) {
      boolean ready = each.condition() == Condition.READY;
      boolean connected = each.presence() == NodeStanding.Presence.CONNECTED;
      check(!ready || connected, each.node() + " is away and shown as in sync");
      check(
          !ready || each.reached() >= each.wanted(),
          each.node() + " is shown as in sync and works from " + each.reached());
      check(
          !connected || !longSilent.test(each.node()),
          each.node() + " was not heard for long and is shown as connected");
    }
  }
}
