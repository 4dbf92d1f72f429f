package dev.setpoint.controller.nodes;

import dev.setpoint.controller.nodes.NodeBook.Admission;
import dev.setpoint.controller.nodes.NodeBook.Known;
import dev.setpoint.fleet.NodeReport;
import dev.setpoint.fleet.Orders;
import dev.setpoint.manifest.NodeManifest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How nodes stand, put together from git, connections, orders and reports. */
public final class Standings {
  private final NodeEdges edges;
  private final FleetView fleet;
  private final Presence presence;
  private final Dispatch dispatch;

  /** Over these parts. */
  public Standings(NodeEdges edges, FleetView fleet, Presence presence, Dispatch dispatch) {
    this.edges = edges;
    this.fleet = fleet;
    this.presence = presence;
    this.dispatch = dispatch;
  }

  /** The nodes that are asked for, sorted by name. */
  public FleetPage page(FleetQuery query) {
    var orders = dispatch.target();
    var found = new ArrayList<NodeStanding>();
    for (var name : names(query, orders)) {
      if (!matches(query, orders, name)) {
        continue;
      }
      if (found.size() == query.limit()) {
        return new FleetPage(found, found.getLast().node());
      }
      found.add(of(name, orders));
    }
    return new FleetPage(found, "");
  }

  private Iterable<String> names(FleetQuery query, Orders orders) {
    var names = new TreeSet<>(orders.nodes());
    names.addAll(dispatch.nodes());
    names.addAll(presence.nodes());
    if (orders.manifestOf(Orders.LOCAL).isEmpty()) {
      names.remove(Orders.LOCAL);
    }
    names.addAll(edges.links().keySet());
    if (!query.node().isEmpty()) {
      names.retainAll(List.of(query.node()));
    }
    return names.tailSet(query.after(), query.after().isEmpty());
  }

  private static boolean matches(FleetQuery query, Orders orders, String name) {
    return query.labels().isEmpty()
        || labels(orders, name).entrySet().containsAll(query.labels().entrySet());
  }

  private static Map<String, String> labels(Orders orders, String name) {
    return orders
        .manifestOf(name)
        .map(NodeManifest::metadata)
        .map(metadata -> metadata.labels())
        .orElse(Map.of());
  }

  private NodeStanding of(String node, Orders orders) {
    var report = fleet.of(node).orElse(null);
    var seen = presence.of(node).orElse(null);
    var known = edges.book().find(node).orElse(null);
    var state = state(node, seen, known);
    long wanted = dispatch.standing(node).map(Standing::generation).orElse(0L);
    long reached =
        Math.max(seen == null ? 0 : seen.generation(), report == null ? 0 : report.generation());
    var facts =
        new NodeFacts(
            node,
            state,
            known,
            seen,
            report,
            wanted,
            isDeclared(node, orders),
            dispatch.rollout().whyNot(node).orElse(null),
            presence.behind(node).orElse(null));
    var judged = facts.judge();
    return new NodeStanding(
        node,
        labels(orders, node),
        state,
        since(seen, known),
        lastSeen(seen, known, report),
        seen == null ? "" : seen.agentVersion(),
        wanted,
        reached,
        judged.condition(),
        judged.reason(),
        judged.message(),
        report == null ? 0 : report.resources().size(),
        report == null ? 0 : drifted(report),
        fleet.lastFull(node).orElse(null),
        report == null ? List.of() : report.targets());
  }

  /** Whether a node hears at once what is said to it. */
  public boolean isConnected(String node) {
    return edges.links().containsKey(node) || presence.isConnected(node);
  }

  private boolean isDeclared(String node, Orders orders) {
    return !orders.isMade() || edges.links().containsKey(node) || orders.nodes().contains(node);
  }

  private NodeStanding.Presence state(
      String node, Presence.@Nullable Seen seen, @Nullable Known known) {
    if (known != null && known.admission() != Admission.ADMITTED) {
      return known.admission() == Admission.REVOKED
          ? NodeStanding.Presence.REVOKED
          : NodeStanding.Presence.QUARANTINED;
    }
    if (edges.links().containsKey(node) || (seen != null && seen.connected())) {
      return NodeStanding.Presence.CONNECTED;
    }
    boolean everJoined = seen != null || known != null || dispatch.standing(node).isPresent();
    return everJoined ? NodeStanding.Presence.AWAY : NodeStanding.Presence.NEVER_JOINED;
  }

  private static @Nullable Instant since(Presence.@Nullable Seen seen, @Nullable Known known) {
    if (known != null && known.admission() != Admission.ADMITTED) {
      return known.since();
    }
    return seen == null ? null : seen.since();
  }

  private static @Nullable Instant lastSeen(
      Presence.@Nullable Seen seen, @Nullable Known known, @Nullable NodeReport report) {
    if (seen != null && !seen.connected()) {
      return seen.since();
    }
    return Optional.ofNullable(report)
        .map(NodeReport::at)
        .orElse(known == null ? null : known.lastSeen());
  }

  private static int drifted(NodeReport report) {
    return (int) report.resources().stream().filter(each -> each.drift() != null).count();
  }
}
