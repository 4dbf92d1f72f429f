package dev.setpoint;

import dev.setpoint.fleet.CorrectionNews;
import dev.setpoint.fleet.FleetEvents;
import dev.setpoint.fleet.NodeArrival;
import dev.setpoint.fleet.NodeInvitation;
import dev.setpoint.fleet.NodeReport;
import dev.setpoint.manifest.ResourceId;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Hands what the connections tell on to the control loop, which is made after them. No agent can
 * connect before the port opens, and that is the last thing that happens at a start.
 */
final class RelayedEvents implements FleetEvents {
  private final AtomicReference<@Nullable FleetEvents> listener = new AtomicReference<>();

  void to(FleetEvents events) {
    listener.set(events);
  }

  private FleetEvents events() {
    var events = listener.get();
    if (events == null) {
      throw new IllegalStateException("nobody listens to the connections yet");
    }
    return events;
  }

  @Override
  public void connected(NodeArrival arrival) {
    events().connected(arrival);
  }

  @Override
  public void left(String node, Instant at, String why) {
    events().left(node, at, why);
  }

  @Override
  public void reached(String node, long generation, String orderDigest) {
    events().reached(node, generation, orderDigest);
  }

  @Override
  public void refused(String node, long generation, String reason, String message) {
    events().refused(node, generation, reason, message);
  }

  @Override
  public long journalNext(String node, String journal) {
    return events().journalNext(node, journal);
  }

  @Override
  public void journalBehind(String node, String journal, long held, long taken) {
    events().journalBehind(node, journal, held, taken);
  }

  @Override
  public long record(String node, String journal, long first, List<byte[]> entries) {
    return events().record(node, journal, first, entries);
  }

  @Override
  public NodeInvitation invite(String parent, ResourceId instance, String node) {
    return events().invite(parent, instance, node);
  }

  @Override
  public void accept(NodeReport report) {
    events().accept(report);
  }

  @Override
  public void accept(CorrectionNews news) {
    events().accept(news);
  }
}
