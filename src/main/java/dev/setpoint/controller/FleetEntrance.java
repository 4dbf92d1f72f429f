package dev.setpoint.controller;

import dev.setpoint.controller.nodes.Dispatch;
import dev.setpoint.controller.nodes.FleetState;
import dev.setpoint.controller.nodes.Presence;
import dev.setpoint.fleet.CorrectionNews;
import dev.setpoint.fleet.FleetEvents;
import dev.setpoint.fleet.NodeArrival;
import dev.setpoint.fleet.NodeReport;
import dev.setpoint.rollout.RolloutEvent;
import java.time.Instant;
import java.util.List;

/** Where the agents of other machines are heard. Safe for many threads. */
final class FleetEntrance implements FleetEvents {
  private final Reports reports;
  private final Presence presence;
  private final Dispatch dispatch;
  private final FleetState state;
  private final JournalNews journalNews;

  FleetEntrance(Reports reports, Presence presence, Dispatch dispatch, ControlEdges edges) {
    this.reports = reports;
    this.presence = presence;
    this.dispatch = dispatch;
    this.state = edges.fleet();
    this.journalNews = new JournalNews(reports, edges.log());
  }

  @Override
  public void connected(NodeArrival arrival) {
    presence.arrived(arrival);
    dispatch.happens(new RolloutEvent.Connected(arrival.node()));
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
    presence.refused(node, new Presence.Refusal(generation, reason, message));
    boolean newest =
        dispatch.standing(node).filter(each -> each.generation() == generation).isPresent();
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
  public long record(String node, String journal, long first, List<byte[]> entries) {
    var taken = state.record(node, journal, first, entries);
    taken.forEach(journalNews::tell);
    return state.journalNext(node, journal);
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
