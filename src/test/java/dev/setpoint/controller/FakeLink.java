package dev.setpoint.controller;

import dev.setpoint.fleet.NodeLink;
import dev.setpoint.fleet.NodeOrder;
import dev.setpoint.fleet.NodeReport;
import dev.setpoint.fleet.ReportSink;
import dev.setpoint.fleet.Timeline;
import dev.setpoint.reconcile.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An agent that writes down what it is told and says that it has looked. */
final class FakeLink implements NodeLink {
  final List<NodeOrder> orders = new ArrayList<>();
  final List<NodeOrder> previews = new ArrayList<>();
  private final Timeline timeline;
  private final ReportSink sink;

  FakeLink(Timeline timeline, ReportSink sink) {
    this.timeline = timeline;
    this.sink = sink;
  }

  @Override
  public void issue(NodeOrder order) {
    orders.add(order);
  }

  @Override
  public void requestPass() {
    sink.accept(
        new NodeReport(
            "local",
            orders.isEmpty() ? 0 : orders.getLast().generation(),
            "",
            timeline.instant(),
            Duration.ofMillis(5),
            true,
            List.of(),
            List.of()));
  }

  @Override
  public Plan preview(NodeOrder order) {
    previews.add(order);
    return new Plan(order.node(), order.generation(), order.revision(), List.of(), List.of());
  }

  /** Names of what the last order declares. */
  List<String> declared() {
    return orders.getLast().resources().stream()
        .map(each -> each.manifest().metadata().name())
        .toList();
  }
}
