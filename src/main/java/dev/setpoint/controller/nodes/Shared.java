package dev.setpoint.controller.nodes;

import dev.setpoint.fleet.NodeReport;
import dev.setpoint.fleet.NodeReport.Condition;
import dev.setpoint.fleet.NodeReport.ResourceReport;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One object for equal parts of many reports: in a fleet most resources are ready and look alike on
 * every node, so that ten thousand nodes cost little more than one. Safe for many threads.
 */
final class Shared {
  /** So many are known at most; then it begins anew, which costs memory alone. */
  private static final int MOST = 200_000;

  private final Map<Object, Object> known = new ConcurrentHashMap<>();

  NodeReport compact(NodeReport report) {
    return new NodeReport(
        report.node(),
        report.generation(),
        one(report.revisionId()),
        report.at(),
        report.took(),
        report.full(),
        report.targets().stream().map(this::one).toList(),
        report.resources().stream().map(this::compact).toList());
  }

  private ResourceReport compact(ResourceReport report) {
    return report.condition() == Condition.READY && report.drift() == null ? one(report) : report;
  }

  @SuppressWarnings("unchecked") // equal values of these records are of one class
  private <T> T one(T value) {
    if (known.size() >= MOST) {
      known.clear();
    }
    var before = known.putIfAbsent(value, value);
    return before == null ? value : (T) before;
  }
}
