package dev.setpoint.link.world;

import dev.setpoint.fleet.CorrectionNews;
import dev.setpoint.fleet.FleetEvents;
import dev.setpoint.fleet.NodeArrival;
import dev.setpoint.fleet.NodeInvitation;
import dev.setpoint.fleet.NodeReport;
import dev.setpoint.manifest.ResourceId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** What the controller was told. Safe for many threads. */
public final class HeardEvents implements FleetEvents {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Map<String, NodeReport> reports = new ConcurrentHashMap<>();
  private final Map<String, List<String>> trail = new ConcurrentHashMap<>();
  private final AtomicReference<NodeInvitation> invitation =
      new AtomicReference<>(new NodeInvitation.Refused(false, "nobody is asked"));
  private final AtomicBoolean broken = new AtomicBoolean();

  /** What happened, in order. */
  public List<String> lines() {
    return lines;
  }

  /** The last report of each node. */
  public Map<String, NodeReport> reports() {
    return reports;
  }

  /** Entries of a node's journal that were taken. */
  public List<String> trail(String node) {
    return trail.computeIfAbsent(node, _ -> new CopyOnWriteArrayList<>());
  }

  /** Whether the trail cannot be written. */
  public void breakTrail(boolean isBroken) {
    broken.set(isBroken);
  }

  /** What machines are told that ask for a node inside an instance. */
  public void invitation(NodeInvitation answer) {
    invitation.set(answer);
  }

  @Override
  public NodeInvitation invite(String parent, ResourceId instance, String node) {
    lines.add(parent + " invites " + node + " into " + instance);
    return invitation.get();
  }

  @Override
  public void connected(NodeArrival arrival) {
    lines.add(
        "connected "
            + arrival.node()
            + " holding "
            + (arrival.isWorking() ? arrival.generationHeld() : 0));
  }

  @Override
  public void left(String node, Instant at, String why) {
    lines.add("left " + node + ": " + why);
  }

  @Override
  public void reached(String node, long generation, String orderDigest) {
    lines.add("reached " + node + " " + generation);
  }

  @Override
  public void refused(String node, long generation, String reason, String message) {
    lines.add("refused " + node + " " + generation + " " + reason);
  }

  @Override
  public long journalNext(String node, String journal) {
    return trail(node).size() + 1L;
  }

  @Override
  public void journalBehind(String node, String journal, long held, long taken) {
    lines.add("behind " + node + " " + held + " of " + taken);
  }

  @Override
  public long record(String node, String journal, long first, List<byte[]> entries) {
    if (broken.get()) {
      throw new IllegalStateException("the trail cannot be written");
    }
    var known = trail(node);
    for (int i = 0; i < entries.size(); i++) {
      if (first + i == known.size() + 1L) {
        known.add(new String(entries.get(i), StandardCharsets.UTF_8));
      }
    }
    return known.size() + 1L;
  }

  @Override
  public void accept(NodeReport report) {
    reports.put(report.node(), report);
  }

  @Override
  public void accept(CorrectionNews news) {
    lines.add("news of " + news.node());
  }
}
