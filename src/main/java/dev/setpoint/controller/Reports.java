package dev.setpoint.controller;

import dev.setpoint.fleet.CorrectionNews;
import dev.setpoint.fleet.NodeReport;
import dev.setpoint.fleet.ReportSink;
import dev.setpoint.fleet.Timeline;

/**
 * The controller's ear: it is made before the agents, which talk to it, and before the loop, which
 * reads it. Safe for many threads.
 */
public final class Reports implements ReportSink {
  private final FleetView fleet = new FleetView();
  private final NewsStand news;
  private final ReconcileMetrics metrics;

  /** An ear that also counts. */
  public Reports(Timeline timeline, ReconcileMetrics metrics) {
    this.news = new NewsStand(timeline);
    this.metrics = metrics;
  }

  @Override
  public void accept(NodeReport report) {
    fleet.accept(report);
    metrics.count(report);
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
