package dev.setpoint.simulation;

import dev.setpoint.fleet.CorrectionNews;
import dev.setpoint.fleet.FleetEvents;
import dev.setpoint.fleet.NodeArrival;
import dev.setpoint.fleet.NodeReport;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What connections tell the control loop, overheard. */
final class TappedEvents implements FleetEvents {
  private final FleetWitness witness;
  private @Nullable FleetEvents ear;

  TappedEvents(FleetWitness witness) {
    this.witness = witness;
  }

  void tell(FleetEvents next) {
    ear = next;
  }

  private FleetEvents ear() {
    return Objects.requireNonNull(ear);
  }

  @Override
  public void connected(NodeArrival arrival) {
    ear().connected(arrival);
  }

  @Override
  public void left(String node, Instant at, String why) {
    witness.left(node);
    ear().left(node, at, why);
  }

  @Override
  public void reached(String node, long generation, String orderDigest) {
    ear().reached(node, generation, orderDigest);
  }

  @Override
  public void refused(String node, long generation, String reason, String message) {
    witness.refused(node, generation, reason + ": " + message);
    ear().refused(node, generation, reason, message);
  }

  @Override
  public long journalNext(String node, String journal) {
    return ear().journalNext(node, journal);
  }

  @Override
  public void journalBehind(String node, String journal, long held, long taken) {
    witness.journalBehind(node, held, taken);
    ear().journalBehind(node, journal, held, taken);
  }

  @Override
  public long record(String node, String journal, long first, List<byte[]> entries) {
    return ear().record(node, journal, first, entries);
  }

  @Override
  public void accept(NodeReport report) {
    witness.reported(report);
    ear().accept(report);
  }

  @Override
  public void accept(CorrectionNews news) {
    ear().accept(news);
  }
}
