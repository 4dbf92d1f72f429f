package dev.setpoint.controller;

import dev.setpoint.audit.AuditEvent;
import dev.setpoint.audit.Trail;
import dev.setpoint.controller.invite.InnerNodes;
import dev.setpoint.controller.nodes.Dispatch;
import dev.setpoint.controller.nodes.FleetState;
import dev.setpoint.controller.nodes.Presence;
import dev.setpoint.controller.nodes.Standing;
import dev.setpoint.fleet.CorrectionNews;
import dev.setpoint.fleet.FleetEvents;
import dev.setpoint.fleet.NodeArrival;
import dev.setpoint.fleet.NodeInvitation;
import dev.setpoint.fleet.NodeReport;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.rollout.RolloutEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jboss.logging.Logger;

/** Where the agents of other machines are heard. Safe for many threads. */
final class FleetEntrance implements FleetEvents {
  private static final Logger LOG = Logger.getLogger(FleetEntrance.class);

  /** The word of a node that has taken a newer order, or another one with this generation. */
  private static final String OLDER = "OlderGeneration";

  /** Nobody lives to give so many orders; an agent that claims more is not believed. */
  private static final long HIGHEST = 1L << 52;

  private final Reports reports;
  private final Presence presence;
  private final Dispatch dispatch;
  private final FleetState state;
  private final JournalNews journalNews;
  private final Trail trail;
  private final InnerNodes innerNodes;

  FleetEntrance(
      Reports reports,
      Presence presence,
      Dispatch dispatch,
      ControlEdges edges,
      InstantSource clock) {
    this.reports = reports;
    this.presence = presence;
    this.dispatch = dispatch;
    this.state = edges.fleet();
    this.trail = edges.trail();
    this.innerNodes = new InnerNodes(dispatch, presence, edges.book(), clock);
    this.journalNews = new JournalNews(reports, edges.log());
  }

  @Override
  public void connected(NodeArrival arrival) {
    presence.arrived(arrival);
    long known = dispatch.standing(arrival.node()).map(Standing::generation).orElse(0L);
    if (arrival.generationHeld() > known) {
      catchUp(arrival.node(), arrival.generationHeld());
    }
    dispatch.happens(new RolloutEvent.Connected(arrival.node()));
  }

  /**
   * The node has taken orders that this controller has forgotten with a backup. It would refuse
   * everything up to there for ever.
   */
  private void catchUp(String node, long taken) {
    if (taken > HIGHEST) {
      LOG.warnf("%s claims to hold order %d, which nobody can have given it", node, taken);
    } else if (dispatch.catchUp(node, taken)) {
      LOG.warnf("%s has taken order %d, which this controller has forgotten", node, taken);
      trail.append(
          new AuditEvent.Restored(
              node,
              "controller",
              "the node has taken order %d, which this controller has forgotten: its orders are"
                      .formatted(taken)
                  + " numbered above that from now on"));
    }
  }

  @Override
  public void left(String node, Instant at, String why) {
    presence.left(node, at, why);
    dispatch.happens(new RolloutEvent.Left(node));
  }

  @Override
  public void reached(String node, long generation, String orderDigest) {
    presence.reached(node, generation);
  }

  @Override
  public void refused(String node, long generation, String reason, String message) {
    boolean newest =
        dispatch.standing(node).filter(each -> each.generation() == generation).isPresent();
    if (newest && reason.equals(OLDER) && presence.highest(node) >= generation) {
      catchUp(node, presence.highest(node));
      return;
    }
    presence.refused(node, new Presence.Refusal(generation, reason, message));
    if (newest) {
      dispatch.happens(
          new RolloutEvent.Failed(node, "it refused the order: " + reason + ": " + message));
    }
  }

  @Override
  public long journalNext(String node, String journal) {
    return state.journalNext(node, journal);
  }

  @Override
  public void journalBehind(String node, String journal, long held, long taken) {
    var message =
        "its journal ends at entry %d, and the record has %d of them: the machine's disk was put"
                .formatted(held - 1, taken - 1)
            + " back from a backup. What it does now does not reach the record: stop its agent,"
            + " move the directory `journal` of its state away, and start it again";
    if (presence.isNewlyBehind(node, journal, message)) {
      LOG.warnf("%s: %s", node, message);
      trail.append(new AuditEvent.Restored(node, "node", message));
    }
  }

  @Override
  public long record(String node, String journal, long first, List<byte[]> entries) {
    var taken = state.record(node, journal, first, entries);
    taken.forEach(journalNews::tell);
    presence.recorded(node, journal);
    return state.journalNext(node, journal);
  }

  @Override
  public NodeInvitation invite(String parent, ResourceId instance, String node) {
    var answer = innerNodes.invite(parent, instance, node);
    if (answer instanceof NodeInvitation.Refused(_, var why)) {
      LOG.infof("%s gets no token for the node in its %s: %s", parent, instance, why);
    }
    return answer;
  }

  @Override
  public void accept(NodeReport report) {
    reports.accept(report);
  }

  @Override
  public void accept(CorrectionNews news) {
    reports.accept(news);
  }
}
