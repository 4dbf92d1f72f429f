package dev.setpoint.link.agentend;

import dev.setpoint.fleet.NodeReport;
import dev.setpoint.fleet.message.AgentMessage;
import dev.setpoint.fleet.message.AgentMessage.ReportChange;
import dev.setpoint.fleet.message.AgentMessage.WholeReport;
import dev.setpoint.fleet.message.ReportDifference;
import dev.setpoint.link.message.ReportDigest;
import dev.setpoint.link.message.ReportSize;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The newest report, and the one that was sent last: what is sent is the difference. A report that
 * a newer one overtakes before it is sent is never sent. Taking a report is safe for many threads,
 * sending is for one.
 */
final class ReportsOut {
  private final AtomicReference<@Nullable NodeReport> newest = new AtomicReference<>();
  private @Nullable NodeReport sent;
  private @Nullable ReportDigest sentDigest;

  void take(NodeReport report) {
    newest.set(sorted(ReportSize.fitting(report)));
  }

  /** What the controller's copy is known by; empty when nothing was sent. */
  String sentDigest() {
    return sentDigest == null ? "" : sentDigest.hex();
  }

  /** The controller lacks the report that was sent last. */
  void forgetSent() {
    sent = null;
    sentDigest = null;
  }

  /** The message that brings the controller up to date; empty when it is. */
  Optional<AgentMessage> next() {
    var now = newest.get();
    var before = sent;
    var beforeDigest = sentDigest;
    if (now == null || now.equals(before)) {
      return Optional.empty();
    }
    sent = now;
    if (before == null || beforeDigest == null) {
      var digest = ReportDigest.of(now);
      sentDigest = digest;
      return Optional.of(new WholeReport(now, digest.hex()));
    }
    var digest = ReportDigest.of(beforeDigest, before, now);
    sentDigest = digest;
    var change = ReportDifference.between(before, now);
    return Optional.of(
        new ReportChange(
            beforeDigest.hex(), change.head(), change.changed(), change.removed(), digest.hex()));
  }

  /** The same report with its resources in the one order that both ends keep. */
  private static NodeReport sorted(NodeReport report) {
    var empty = ReportDifference.between(report, report).head().with(List.of());
    return ReportDifference.between(empty, report).appliedTo(empty);
  }
}
