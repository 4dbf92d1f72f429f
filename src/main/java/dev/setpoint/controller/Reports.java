package dev.setpoint.controller;

import dev.setpoint.controller.nodes.FleetView;
import dev.setpoint.fleet.CorrectionNews;
import dev.setpoint.fleet.NodeReport;
import dev.setpoint.fleet.ReportSink;
import dev.setpoint.fleet.Timeline;
import java.util.function.Consumer;

/**
 * The controller's ear: it is made before the agents, which talk to it, and before the loop, which
 * reads it. Safe for many threads.
 */
public final class Reports implements ReportSink {
  private final FleetView fleet = new FleetView();
  private final NewsStand news;
  private final ReconcileMetrics metrics;
  private volatile Consumer<NodeReport> also = _ -> {};

  /** An ear that also counts. */
  public Reports(Timeline timeline, ReconcileMetrics metrics) {
    this.news = new NewsStand(timeline);
    this.metrics = metrics;
  }

  /** Who else hears of reports, after they are kept. */
  void alsoTell(Consumer<NodeReport> listener) {
    also = listener;
  }

  @Override
  public void accept(NodeReport report) {
    var compact = fleet.compact(report);
    fleet.accept(compact);
    metrics.count(compact);
    also.accept(compact);
  }

  @Override
  public void accept(CorrectionNews one) {
    metrics.count(one);
    news.tell(one);
  }

  FleetView fleet() {
    return fleet;
  }

  ReconcileMetrics metrics() {
    return metrics;
  }

  NewsStand news() {
    return news;
  }
}
