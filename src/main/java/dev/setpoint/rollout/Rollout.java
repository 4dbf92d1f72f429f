package dev.setpoint.rollout;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The way of one revision to the nodes that it changes, as a value: each event gives the next one
 * and the nodes that shall have their orders now. A node that is not connected waits until it is;
 * it takes no turn from the others meanwhile. Immutable.
 */
public final class Rollout {
  private final String revisionId;
  private final RolloutLimits limits;
  private final Stage stage;
  private final NodeSet waiting;
  private final NodeSet away;
  private final Map<String, Instant> moving;

  private Rollout(
      String revisionId,
      RolloutLimits limits,
      Stage stage,
      NodeSet waiting,
      NodeSet away,
      Map<String, Instant> moving) {
    this.revisionId = revisionId;
    this.limits = limits;
    this.stage = stage;
    this.waiting = waiting;
    this.away = away;
    this.moving = moving;
  }

  /**
   * What comes of an event.
   *
   * @param rollout as it is now
   * @param release nodes that shall have their orders now
   */
  public record Step(Rollout rollout, List<String> release) {
    public Step {
      release = List.copyOf(release);
    }
  }

  /**
   * Why a node does not have the revision yet.
   *
   * @param reason the word
   * @param message sentence for people
   */
  public record Wait(String reason, String message) {}

  /** Nothing is on its way. */
  public static Rollout none() {
    return new Rollout(
        "", RolloutLimits.STANDARD, new Stage.Open(), NodeSet.none(), NodeSet.none(), Map.of());
  }

  /**
   * Begins with a revision.
   *
   * @param changed nodes whose orders it changes
   * @param placedNodes how many nodes hold something
   * @param connected whether a node is connected
   */
  public static Step begin(
      String revisionId,
      RolloutLimits limits,
      Collection<String> changed,
      int placedNodes,
      Predicate<String> connected,
      Instant now) {
    return none().follow(revisionId, limits, changed, placedNodes, connected, now);
  }

  /**
   * Begins with the next revision. Nodes that are still on their way to the one before take turns
   * of it until they have answered, so that quick commits do not move more nodes at a time.
   *
   * @param changed nodes whose orders it changes
   * @param placedNodes how many nodes hold something
   * @param connected whether a node is connected
   */
  public Step follow(
      String nextId,
      RolloutLimits nextLimits,
      Collection<String> changed,
      int placedNodes,
      Predicate<String> connected,
      Instant now) {
    Stage next =
        nextLimits.wantsCanary(placedNodes) && !changed.isEmpty()
            ? new Stage.Canary(null, null)
            : new Stage.Open();
    var here = NodeSet.of(changed.stream().filter(connected).toList());
    var gone = NodeSet.of(changed.stream().filter(connected.negate()).toList());
    return new Rollout(nextId, nextLimits, next, here, gone, underway()).fill(now);
  }

  private Map<String, Instant> underway() {
    var nodes = new TreeMap<>(moving);
    if (stage instanceof Stage.Canary(var node, var until) && node != null && until != null) {
      nodes.put(node, until.minus(limits.canaryWithin()));
    }
    return nodes;
  }

  /**
   * Goes on after a restart. A canary that was on its way gets the whole time once more, since
   * nobody listened meanwhile, and its order if the end came before that was kept.
   */
  public static Step resume(
      String revisionId,
      RolloutLimits limits,
      Stage stage,
      Collection<String> changed,
      Predicate<String> connected,
      Instant now) {
    var here = NodeSet.of(changed.stream().filter(connected).toList());
    var away = NodeSet.of(changed.stream().filter(connected.negate()).toList());
    var begun = new Rollout(revisionId, limits, stage, here, away, Map.of());
    return stage instanceof Stage.Canary(var node, _) && node != null
        ? begun.canaryAgain(node, now)
        : begun.fill(now);
  }

  private Step canaryAgain(String node, Instant now) {
    var next =
        with(waiting.without(node), away.without(node))
            .in(new Stage.Canary(node, now.plus(limits.canaryWithin())));
    return new Step(next, isPending(node) ? List.of(node) : List.of());
  }

  /** What an event makes of it. */
  public Step next(RolloutEvent event, Instant now) {
    var after =
        switch (event) {
          case RolloutEvent.Connected(var node) ->
              away.contains(node) ? with(waiting.with(node), away.without(node)) : this;
          case RolloutEvent.Left(var node) ->
              (waiting.contains(node) ? with(waiting.without(node), away.with(node)) : this)
                  .stopped(node);
          case RolloutEvent.Ready(var node) ->
              (isCanary(node) ? in(new Stage.Open()) : this).stopped(node);
          case RolloutEvent.Failed(var node, var what) ->
              (isCanary(node) ? in(new Stage.Stopped(node, what)) : this).stopped(node);
          case RolloutEvent.Forgotten(var node) ->
              with(waiting.with(node), away.without(node)).stopped(node);
          case RolloutEvent.Tick _ -> afterTime(now);
          case RolloutEvent.Approved _ ->
              stage instanceof Stage.Stopped ? in(new Stage.Open()) : this;
        };
    return after.fill(now);
  }

  private Rollout with(NodeSet nextWaiting, NodeSet nextAway) {
    return new Rollout(revisionId, limits, stage, nextWaiting, nextAway, moving);
  }

  private Rollout in(Stage next) {
    return new Rollout(revisionId, limits, next, waiting, away, moving);
  }

  private Rollout moving(Map<String, Instant> next) {
    return new Rollout(revisionId, limits, stage, waiting, away, next);
  }

  private boolean isCanary(String node) {
    return stage instanceof Stage.Canary(var canary, _) && node.equals(canary);
  }

  /** The node takes no turn any more. */
  private Rollout stopped(String node) {
    if (!moving.containsKey(node)) {
      return this;
    }
    var next = new TreeMap<>(moving);
    next.remove(node);
    return moving(next);
  }

  private Rollout afterTime(Instant now) {
    if (stage instanceof Stage.Canary(var node, var until)
        && node != null
        && until != null
        && !until.isAfter(now)) {
      return in(
          new Stage.Stopped(node, "it did not report ready within %s".formatted(words(limits))));
    }
    var late = moving.values().stream().anyMatch(since -> isLate(since, now));
    if (!late) {
      return this;
    }
    var next = new TreeMap<>(moving);
    next.values().removeIf(since -> isLate(since, now));
    return moving(next);
  }

  private static String words(RolloutLimits limits) {
    return limits.canaryWithin().toString().substring(2).toLowerCase(Locale.ROOT);
  }

  private boolean isLate(Instant since, Instant now) {
    return !since.plus(limits.canaryWithin()).isAfter(now);
  }

  /** Lets those go whose turn it is. */
  private Step fill(Instant now) {
    return switch (stage) {
      case Stage.Canary(var node, _) when node == null -> chooseCanary(now);
      case Stage.Canary _, Stage.Stopped _ -> new Step(this, List.of());
      case Stage.Open _ -> go(now);
    };
  }

  private Step chooseCanary(Instant now) {
    if (waiting.isEmpty()) {
      return new Step(away.isEmpty() ? in(new Stage.Open()) : this, List.of());
    }
    if (moving.size() >= limits.nodesAtOnce()) {
      return new Step(this, List.of());
    }
    var canary =
        waiting.names().stream()
            .min(Comparator.comparing((String node) -> rank(revisionId, node)))
            .orElseThrow();
    var next =
        with(waiting.without(canary), away)
            .in(new Stage.Canary(canary, now.plus(limits.canaryWithin())));
    return new Step(next, List.of(canary));
  }

  /** Stable for a revision and a node, and another node for another revision. */
  static String rank(String revisionId, String node) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      sha.update((revisionId + "\n" + node).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  private Step go(Instant now) {
    var released = new ArrayList<String>();
    var left = waiting;
    var nextMoving = new TreeMap<>(moving);
    while (nextMoving.size() < limits.nodesAtOnce() && !left.isEmpty()) {
      var node = left.first().orElseThrow();
      left = left.without(node);
      released.add(node);
      nextMoving.put(node, now);
    }
    return new Step(with(left, away).moving(nextMoving), released);
  }

  /** The revision on its way; empty for none. */
  public String revisionId() {
    return revisionId;
  }

  /** How far it is. */
  public Stage stage() {
    return stage;
  }

  /** Whether every node that the revision changes has been told. */
  public boolean isDone() {
    return waiting.isEmpty() && away.isEmpty() && stage instanceof Stage.Open;
  }

  /** How many nodes have not been told yet. */
  public int pending() {
    return waiting.size() + away.size();
  }

  /** Whether a node has not been told yet. */
  public boolean isPending(String node) {
    return waiting.contains(node) || away.contains(node);
  }

  /** Whether a node has been told and has not answered yet. */
  public boolean isOut(String node) {
    return moving.containsKey(node) || isCanary(node);
  }

  /** When {@link RolloutEvent.Tick} will change something, if ever. */
  public Optional<Instant> nextTick() {
    if (stage instanceof Stage.Canary(_, var until) && until != null) {
      return Optional.of(until);
    }
    return waiting.isEmpty()
        ? Optional.empty()
        : moving.values().stream()
            .min(Comparator.naturalOrder())
            .map(since -> since.plus(limits.canaryWithin()));
  }

  /** Why a node has not been told yet; empty when it was, or there is nothing to tell. */
  public Optional<Wait> whyNot(String node) {
    if (!isPending(node)) {
      return Optional.empty();
    }
    var revision = revisionId.substring(0, Math.min(7, revisionId.length()));
    return Optional.of(
        switch (stage) {
          case Stage.Canary(var canary, var until) ->
              new Wait("WaitingForCanary", canarySentence(revision, canary, until));
          case Stage.Stopped(var canary, var what) ->
              new Wait(
                  "CanaryFailed",
                  "revision %s stopped at node %s: %s. This node keeps its order. Push a corrected"
                          .formatted(revision, canary, what)
                      + " revision, or run `setpoint approve %s` to go on with this one"
                          .formatted(revision));
          case Stage.Open _ when away.contains(node) ->
              new Wait("Away", "revision %s waits until the node is back".formatted(revision));
          case Stage.Open _ ->
              new Wait(
                  "WaitingForTurn",
                  "revision %s waits for its turn: %d nodes move at a time"
                      .formatted(revision, limits.nodesAtOnce()));
        });
  }

  private static String canarySentence(
      String revision, @Nullable String canary, @Nullable Instant until) {
    return canary == null
        ? "revision %s waits for a connected node that it changes, to try it there first"
            .formatted(revision)
        : "revision %s is tried on node %s first, until %s; the others follow when it is ready"
            .formatted(revision, canary, until);
  }
}
