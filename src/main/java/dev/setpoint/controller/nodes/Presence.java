package dev.setpoint.controller.nodes;

import dev.setpoint.fleet.NodeArrival;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which nodes are connected, since when, and what they hold. Safe for many threads. */
public final class Presence {
  private final Map<String, Seen> byNode = new ConcurrentHashMap<>();
  private final Map<String, Behind> behind = new ConcurrentHashMap<>();

  /** A journal that ends before what the trail has of it. */
  private record Behind(String journal, String message) {}

  /**
   * What a node's connection showed.
   *
   * @param connected whether it is there now
   * @param since when it came or left
   * @param generation of the order that it works from
   * @param highest generation that it ever took
   * @param refusal why it does not take a newer one, or null
   */
  record Seen(
      boolean connected,
      Instant since,
      String address,
      String agentVersion,
      long generation,
      long highest,
      String left,
      @Nullable Refusal refusal) {}

  /** An order that a node does not take. */
  public record Refusal(long generation, String reason, String message) {}

  /** A node has connected. */
  public void arrived(NodeArrival arrival) {
    byNode.put(
        arrival.node(),
        new Seen(
            true,
            arrival.at(),
            arrival.address(),
            arrival.agentVersion(),
            arrival.isWorking() ? arrival.generationHeld() : 0,
            arrival.generationHeld(),
            "",
            null));
  }

  /** Its connection has ended. */
  public void left(String node, Instant at, String why) {
    byNode.computeIfPresent(
        node,
        (_, seen) ->
            new Seen(
                false,
                at,
                seen.address(),
                seen.agentVersion(),
                seen.generation(),
                seen.highest(),
                why,
                seen.refusal()));
  }

  /** The highest generation that it ever took, as far as it said; 0 when nobody knows. */
  public long highest(String node) {
    var seen = byNode.get(node);
    return seen == null ? 0 : seen.highest();
  }

  /** Its journal ends before what the trail has of it; false when that is known already. */
  public boolean isNewlyBehind(String node, String journal, String message) {
    var before = behind.put(node, new Behind(journal, message));
    return before == null || !before.journal().equals(journal);
  }

  /** Entries of a journal came from it. */
  public void recorded(String node, String journal) {
    behind.computeIfPresent(node, (_, each) -> each.journal().equals(journal) ? each : null);
  }

  Optional<String> behind(String node) {
    return Optional.ofNullable(behind.get(node)).map(Behind::message);
  }

  /** It works from an order. */
  public void reached(String node, long generation) {
    byNode.computeIfPresent(
        node,
        (_, seen) ->
            new Seen(
                seen.connected(),
                seen.since(),
                seen.address(),
                seen.agentVersion(),
                Math.max(generation, seen.generation()),
                Math.max(generation, seen.highest()),
                seen.left(),
                null));
  }

  /** It does not take an order. */
  public void refused(String node, Refusal refusal) {
    byNode.computeIfPresent(
        node,
        (_, seen) ->
            new Seen(
                seen.connected(),
                seen.since(),
                seen.address(),
                seen.agentVersion(),
                seen.generation(),
                seen.highest(),
                seen.left(),
                refusal));
  }

  Set<String> nodes() {
    return Set.copyOf(byNode.keySet());
  }

  /** Whether it is there now. */
  public boolean isConnected(String node) {
    var seen = byNode.get(node);
    return seen != null && seen.connected();
  }

  Optional<Seen> of(String node) {
    return Optional.ofNullable(byNode.get(node));
  }
}
