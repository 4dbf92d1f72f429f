package dev.setpoint.fleet.message;

import dev.setpoint.fleet.NodeReport;
import dev.setpoint.fleet.NodeReport.ResourceReport;
import dev.setpoint.fleet.NodeReport.TargetReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A report without its resources. */
public record ReportHead(
    String node,
    long generation,
    String revisionId,
    Instant at,
    Duration took,
    boolean full,
    List<TargetReport> targets) {
  public ReportHead {
    targets = List.copyOf(targets);
  }

  /** The head of a report. */
  public static ReportHead of(NodeReport report) {
    return new ReportHead(
        report.node(),
        report.generation(),
        report.revisionId(),
        report.at(),
        report.took(),
        report.full(),
        report.targets());
  }

  /** The report that this is the head of. */
  public NodeReport with(List<ResourceReport> resources) {
    return new NodeReport(node, generation, revisionId, at, took, full, targets, resources);
  }
}
