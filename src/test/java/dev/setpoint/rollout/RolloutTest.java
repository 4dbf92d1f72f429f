package dev.setpoint.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The way of a revision to the nodes: single cases, all short runs of three nodes, long runs. */
class RolloutTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration WITHIN = Duration.ofMinutes(2);
  private static final List<String> THREE = List.of("a", "b", "c");

  private static RolloutLimits limits(int from, int atOnce) {
    return new RolloutLimits(from, WITHIN, atOnce);
  }

  private static Rollout.Step begin(RolloutLimits limits, List<String> nodes, Set<String> here) {
    return Rollout.begin("abcdef0123", limits, nodes, nodes.size(), here::contains, NOW);
  }

  @Test
  void sendsEverybodyAtOnceInASmallFleet() {
    var step = begin(limits(5, 500), THREE, Set.copyOf(THREE));

    assertThat(step.release()).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(step.rollout().isDone()).isTrue();
  }

  @Test
  void sendsOneFirstAndTheOthersWhenItIsReady() {
    var first = begin(limits(3, 500), THREE, Set.copyOf(THREE));
    assertThat(first.release()).hasSize(1);
    var canary = first.release().getFirst();
    var waits = THREE.stream().filter(node -> !node.equals(canary)).toList();
    assertThat(waits)
        .allSatisfy(node ->
            assertThat(first.rollout().whyNot(node).orElseThrow().reason())
                .isEqualTo("WaitingForCanary"));

    var then = first.rollout().next(new RolloutEvent.Ready(canary), NOW);
    assertThat(then.release()).containsExactlyInAnyOrderElementsOf(waits);
    assertThat(then.rollout().isDone()).isTrue();
  }

  @Test
  void stopsWhenTheCanaryIsSilent() {
    var first = begin(limits(3, 500), THREE, Set.copyOf(THREE));
    var canary = first.release().getFirst();
    var gone = first.rollout().next(new RolloutEvent.Left(canary), NOW).rollout();
    assertThat(gone.nextTick()).contains(NOW.plus(WITHIN));
    var early = gone.next(new RolloutEvent.Tick(), NOW.plus(WITHIN).minusMillis(1));
    assertThat(early.rollout().stage()).isInstanceOf(Stage.Canary.class);

    var late = early.rollout().next(new RolloutEvent.Tick(), NOW.plus(WITHIN));
    assertThat(late.release()).isEmpty();
    assertThat(late.rollout().stage()).isInstanceOf(Stage.Stopped.class);
    var other = canary.equals("a") ? "b" : "a";
    assertThat(late.rollout().whyNot(other).orElseThrow())
        .satisfies(wait -> assertThat(wait.reason()).isEqualTo("CanaryFailed"))
        .satisfies(wait ->
            assertThat(wait.message())
                .contains("abcdef0")
                .contains(canary)
                .contains("within 2m")
                .contains("setpoint approve abcdef0"));
    assertThat(late.rollout().next(new RolloutEvent.Ready(canary), NOW).release()).isEmpty();
  }

  @Test
  void goesOnWithoutTheCanaryWhenAPersonSaysSo() {
    var first = begin(limits(3, 500), THREE, Set.copyOf(THREE));
    var canary = first.release().getFirst();
    var stopped = first.rollout().next(new RolloutEvent.Failed(canary, "bad image"), NOW);
    assertThat(stopped.release()).isEmpty();

    assertThat(stopped.rollout().next(new RolloutEvent.Approved(), NOW).release()).hasSize(2);
    assertThat(first.rollout().next(new RolloutEvent.Approved(), NOW).release()).isEmpty();
  }

  @Test
  void waitsForAConnectedNodeToTryItOn() {
    var none = begin(limits(3, 500), THREE, Set.of());
    assertThat(none.release()).isEmpty();
    assertThat(none.rollout().nextTick()).isEmpty();

    var one = none.rollout().next(new RolloutEvent.Connected("b"), NOW);
    assertThat(one.release()).containsExactly("b");
    var ready = one.rollout().next(new RolloutEvent.Ready("b"), NOW);
    assertThat(ready.release()).isEmpty();
    assertThat(ready.rollout().whyNot("a").orElseThrow().reason()).isEqualTo("Away");
    assertThat(ready.rollout().next(new RolloutEvent.Connected("a"), NOW).release())
        .containsExactly("a");
  }

  @Test
  void choosesAnotherCanaryForAnotherRevision() {
    var nodes = IntStream.range(0, 50).mapToObj(i -> "node-" + i).toList();
    var chosen = new HashSet<String>();
    for (int i = 0; i < 50; i++) {
      var first = canary("rev" + i, nodes);
      assertThat(canary("rev" + i, nodes.reversed())).isEqualTo(first);
      chosen.add(first);
    }
    assertThat(chosen.size()).isGreaterThan(20);
  }

  private static String canary(String revision, List<String> nodes) {
    return Rollout.begin(revision, limits(2, 5), nodes, nodes.size(), _ -> true, NOW)
        .release()
        .getFirst();
  }

  private static Rollout.Step follow(Rollout before, RolloutLimits limits, List<String> nodes) {
    return before.follow("9876543210", limits, nodes, nodes.size(), _ -> true, NOW.plusSeconds(1));
  }

  @Test
  void nodesOnTheirWayToTheRevisionBeforeTakeTurnsOfTheNextOne() {
    var first = begin(limits(9, 2), List.of("a", "b"), Set.of("a", "b"));
    assertThat(first.release()).hasSize(2);
    var next = follow(first.rollout(), limits(9, 2), List.of("c", "d"));
    assertThat(next.release()).isEmpty();
    assertThat(next.rollout().isOut("a")).isTrue();
    assertThat(next.rollout().nextTick()).contains(NOW.plus(WITHIN));
    var one = next.rollout().next(new RolloutEvent.Ready("a"), NOW.plusSeconds(2));
    assertThat(one.release()).containsExactly("c");
    var late = one.rollout().next(new RolloutEvent.Tick(), NOW.plus(WITHIN));
    assertThat(late.release()).containsExactly("d");
  }

  @Test
  void aNodeOnItsWayThatTheNextRevisionChangesTakesOneTurnOnly() {
    var first = begin(limits(9, 2), List.of("a"), Set.of("a"));
    var next = follow(first.rollout(), limits(9, 2), List.of("a", "b", "c"));
    assertThat(next.release()).containsExactly("a", "b");
  }

  @Test
  void theCanaryOfTheRevisionBeforeTakesATurnAndTheNextOneWaitsForIt() {
    var first = begin(limits(3, 1), THREE, Set.copyOf(THREE));
    var before = first.release().getFirst();
    var next = follow(first.rollout(), limits(3, 1), THREE);
    assertThat(next.release()).isEmpty();
    assertThat(next.rollout().nextTick()).contains(NOW.plus(WITHIN));
    var then = next.rollout().next(new RolloutEvent.Left(before), NOW.plusSeconds(2));
    assertThat(then.release()).hasSize(1);
  }

  @Test
  void givesACanaryTheWholeTimeAgainAfterARestart() {
    var later = NOW.plus(Duration.ofHours(1));
    var step =
        Rollout.resume(
            "abcdef0123",
            limits(2, 5),
            new Stage.Canary("a", NOW.plus(WITHIN)),
            List.of("b", "c"),
            _ -> true,
            later);

    assertThat(step.release()).isEmpty();
    assertThat(step.rollout().nextTick()).contains(later.plus(WITHIN));
    assertThat(step.rollout().next(new RolloutEvent.Ready("a"), later).release()).hasSize(2);
  }

  @Test
  void staysStoppedAfterARestart() {
    var step =
        Rollout.resume(
            "abcdef0123",
            limits(2, 5),
            new Stage.Stopped("a", "bad image"),
            List.of("b", "c"),
            _ -> true,
            NOW);

    assertThat(step.release()).isEmpty();
    assertThat(step.rollout().next(new RolloutEvent.Connected("b"), NOW).release()).isEmpty();
  }

  @Test
  void letsASilentNodeHoldItsTurnOnlySoLong() {
    var first = begin(limits(9, 1), THREE, Set.copyOf(THREE));
    assertThat(first.release()).hasSize(1);
    var wait = first.rollout().whyNot(other(first.release())).orElseThrow();
    assertThat(wait.reason()).isEqualTo("WaitingForTurn");

    var next = first.rollout().next(new RolloutEvent.Tick(), NOW.plus(WITHIN));
    assertThat(next.release()).hasSize(1);
  }

  private static String other(List<String> released) {
    return THREE.stream().filter(node -> !released.contains(node)).findFirst().orElseThrow();
  }

  /** What a run must never do. */
  private static final class Watch {
    private final RolloutLimits limits;
    private final int nodes;
    private final List<String> released = new ArrayList<>();
    private final Set<String> here;
    private final Set<String> ready = new HashSet<>();
    private boolean approved;
    private boolean failed;
    private Rollout rollout;
    private Instant now = NOW;

    Watch(RolloutLimits limits, List<String> nodes, Set<String> here) {
      this.limits = limits;
      this.nodes = nodes.size();
      this.here = new HashSet<>(here);
      var step = begin(limits, nodes, here);
      this.rollout = step.rollout();
      check(step.release());
    }

    void happens(RolloutEvent event) {
      switch (event) {
        case RolloutEvent.Connected(var node) -> here.add(node);
        case RolloutEvent.Left(var node) -> here.remove(node);
        case RolloutEvent.Ready(var node) -> {
          if (rollout.stage() instanceof Stage.Canary) {
            ready.add(node);
          }
        }
        case RolloutEvent.Failed(var node, _) -> failed |= isCanary(node);
        case RolloutEvent.Forgotten(var node) -> released.remove(node);
        case RolloutEvent.Tick _ -> now = now.plus(WITHIN.dividedBy(2));
        case RolloutEvent.Approved _ -> approved |= rollout.stage() instanceof Stage.Stopped;
      }
      var step = rollout.next(event, now);
      rollout = step.rollout();
      check(step.release());
    }

    private boolean isCanary(String node) {
      return rollout.stage() instanceof Stage.Canary(var canary, _) && node.equals(canary);
    }

    private void check(List<String> more) {
      assertThat(here).containsAll(more);
      assertThat(more).allSatisfy(node -> assertThat(released).doesNotContain(node));
      assertThat(more.size()).isLessThanOrEqualTo(limits.nodesAtOnce());
      released.addAll(more);
      assertThat(released.size() + rollout.pending()).isEqualTo(nodes);
      if (limits.wantsCanary(nodes) && released.size() > 1) {
        assertThat(approved || ready.contains(released.getFirst())).isTrue();
      }
      if (failed && !approved) {
        assertThat(released).hasSize(1);
      }
    }
  }

  private static List<RolloutEvent> events(List<String> nodes) {
    var events = new ArrayList<RolloutEvent>();
    for (var node : nodes) {
      events.add(new RolloutEvent.Connected(node));
      events.add(new RolloutEvent.Left(node));
      events.add(new RolloutEvent.Ready(node));
      events.add(new RolloutEvent.Failed(node, "bad"));
    }
    events.add(new RolloutEvent.Tick());
    events.add(new RolloutEvent.Approved());
    return events;
  }

  @Test
  void keepsItsRulesInEveryShortRunOfThreeNodes() {
    var events = events(THREE);
    for (var limits : List.of(limits(3, 1), limits(3, 5), limits(0, 1))) {
      for (var here : List.of(Set.<String>of(), Set.of("a"), Set.copyOf(THREE))) {
        runs(limits, here, events, new ArrayList<>(), 3);
      }
    }
  }

  private static void runs(
      RolloutLimits limits,
      Set<String> here,
      List<RolloutEvent> events,
      List<RolloutEvent> run,
      int left) {
    if (left == 0) {
      var watch = new Watch(limits, THREE, here);
      run.forEach(watch::happens);
      return;
    }
    for (var event : events) {
      run.add(event);
      runs(limits, here, events, run, left - 1);
      run.removeLast();
    }
  }

  @Test
  void keepsItsRulesInLongRunsOfManyNodesAndComesToAnEnd() {
    var nodes = IntStream.range(0, 40).mapToObj(i -> "n" + i).toList();
    for (int seed = 0; seed < 200; seed++) {
      var random = new Random(seed);
      var here = new HashSet<>(nodes.stream().filter(_ -> random.nextBoolean()).toList());
      var watch = new Watch(limits(5 * random.nextInt(2), 1 + random.nextInt(8)), nodes, here);
      var events = events(nodes);
      for (int i = 0; i < 200; i++) {
        watch.happens(events.get(random.nextInt(events.size())));
      }
      settle(watch, nodes);
      assertThat(watch.rollout.isDone()).as("seed %d", seed).isTrue();
      assertThat(watch.released).hasSize(40);
    }
  }

  /** Everybody is there and well, and a person lets it go on. */
  private static void settle(Watch watch, List<String> nodes) {
    for (int round = 0; round < 50; round++) {
      nodes.forEach(node -> watch.happens(new RolloutEvent.Connected(node)));
      nodes.forEach(node -> watch.happens(new RolloutEvent.Ready(node)));
      watch.happens(new RolloutEvent.Approved());
    }
  }
}
