package dev.setpoint.fleet;

import dev.setpoint.manifest.ResourceId;
import java.time.Instant;
import java.util.List;

/**
 * What the connections tell the control loop. Safe for many threads; calls about one node come one
 * after the other.
 */
public interface FleetEvents extends ReportSink {
  /** A node has connected and proved who it is. */
  void connected(NodeArrival arrival);

  /** The connection of a node has ended. */
  void left(String node, Instant at, String why);

  /** A node has an order on its disk and works from it. */
  void reached(String node, long generation, String orderDigest);

  /** A node does not take an order; it goes on with the one before. */
  void refused(String node, long generation, String reason, String message);

  /** Sequence number of the first entry of a node's journal that is not in the trail yet. */
  long journalNext(String node, String journal);

  /**
   * A node's journal ends before what the trail has of it: its disk is older than the trail.
   *
   * @param held sequence number that its next entry gets
   * @param taken sequence number of the first entry that is not in the trail
   */
  void journalBehind(String node, String journal, long held, long taken);

  /**
   * Takes entries of a node's journal into the trail, each exactly once: those that it has already
   * are skipped. Durable when it returns.
   *
   * @param journal id of the journal; a node that lost its disk begins another one
   * @param first sequence number of the first entry
   * @param entries each as {@code AuditCodec} writes it
   * @return the next sequence number wanted
   * @throws RuntimeException when it cannot be made durable; the node sends it again
   */
  long record(String node, String journal, long first, List<byte[]> entries);

  /**
   * A machine wants a node inside one of its instances to join. Durable in the trail when it is
   * granted.
   *
   * @param parent the machine, which has proved who it is
   * @param instance what it says holds the node
   * @param node what it says the node is called
   */
  default NodeInvitation invite(String parent, ResourceId instance, String node) {
    return new NodeInvitation.Refused(false, "nodes inside instances cannot join here");
  }
}
