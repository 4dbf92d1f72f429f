package dev.setpoint.link.controlend;

import dev.setpoint.fleet.NodeReport;
import dev.setpoint.fleet.message.AgentMessage.ReportChange;
import dev.setpoint.fleet.message.AgentMessage.WholeReport;
import dev.setpoint.fleet.message.ReportDifference;
import dev.setpoint.link.message.MalformedMessageException;
import dev.setpoint.link.message.ReportDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The last report of a node, as the differences to come refer to it. For one thread. */
final class HeldReport {
  private static final int MAX_RESOURCES = 20_000;

  private final String node;
  private @Nullable NodeReport report;
  private @Nullable ReportDigest digest;

  HeldReport(String node) {
    this.node = node;
  }

  boolean isKnown(String reportDigest) {
    return digest != null && digest.hex().equals(reportDigest);
  }

  /** Takes a whole report. */
  NodeReport take(WholeReport whole) {
    var said = whole.report();
    var computed = ReportDigest.of(said);
    if (!computed.hex().equals(whole.digest())) {
      throw new MalformedMessageException("a report does not have its digest");
    }
    return hold(said, computed);
  }

  /** Takes a difference; empty when it does not lead from the held report to its digest. */
  Optional<NodeReport> take(ReportChange change) {
    var base = report;
    var known = digest;
    if (base == null || known == null || !known.hex().equals(change.base())) {
      return Optional.empty();
    }
    var next =
        new ReportDifference(change.head(), change.changed(), change.removed()).appliedTo(base);
    var computed = ReportDigest.of(known, base, next);
    return computed.hex().equals(change.digest())
        ? Optional.of(hold(next, computed))
        : Optional.empty();
  }

  private NodeReport hold(NodeReport next, ReportDigest computed) {
    if (!next.node().equals(node)) {
      throw new MalformedMessageException("%s reports for %s".formatted(node, next.node()));
    }
    if (next.resources().size() > MAX_RESOURCES) {
      throw new MalformedMessageException(
          "a report of more than %d resources".formatted(MAX_RESOURCES));
    }
    report = next;
    digest = computed;
    return next;
  }
}
