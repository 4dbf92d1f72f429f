package dev.setpoint.link.message;

import dev.setpoint.fleet.NodeReport;
import dev.setpoint.fleet.NodeReport.ResourceReport;
import dev.setpoint.fleet.NodeReport.TargetReport;
import dev.setpoint.reconcile.Drift;
import dev.setpoint.reconcile.Excerpt;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a report within one message. What every resource says is shortened at the same rate; no
 * resource is ever left out.
 */
public final class ReportSize {
  /** Bytes that all differences and sentences of a report may take; names and words come on top. */
  public static final long MOST = 1L << 20;

  private static final int LEAST = 300;

  private ReportSize() {}

  /** The report, shortened when it would not fit. */
  public static NodeReport fitting(NodeReport report) {
    long share = Math.max(LEAST, MOST / Math.max(1, report.resources().size()));
    return report.resources().stream().mapToLong(ReportSize::of).sum() <= MOST
            && report.targets().stream().allMatch(each -> each.message().length() <= LEAST)
        ? report
        : new NodeReport(
            report.node(),
            report.generation(),
            report.revisionId(),
            report.at(),
            report.took(),
            report.full(),
            report.targets().stream().map(ReportSize::shortened).toList(),
            report.resources().stream().map(each -> shortened(each, share)).toList());
  }

  private static long of(ResourceReport resource) {
    return resource.message().length()
        + (resource.drift() instanceof Drift.Changed changed ? Excerpt.size(changed.fields()) : 0);
  }

  private static TargetReport shortened(TargetReport target) {
    return new TargetReport(
        target.name(),
        target.reachable(),
        Excerpt.text(target.engine(), LEAST),
        Excerpt.sentence(target.message()));
  }

  private static ResourceReport shortened(ResourceReport resource, long share) {
    return of(resource) <= share
        ? resource
        : new ResourceReport(
            resource.id(),
            resource.target(),
            resource.mode(),
            resource.condition(),
            resource.reason(),
            Excerpt.text(resource.message(), Math.toIntExact(Math.max(LEAST, share / 4))),
            resource.health(),
            resource.state(),
            shortened(resource.drift(), share / 2),
            resource.driftSince(),
            resource.nextTry(),
            resource.culprits().stream().limit(1).toList(),
            resource.answer());
  }

  private static @Nullable Drift shortened(@Nullable Drift drift, long bytes) {
    return switch (drift) {
      case Drift.Changed(var id, var cause, var object, var fields) ->
          new Drift.Changed(id, cause, object, Excerpt.fields(fields, bytes));
      case Drift.Conflicting(var id, var cause, var object, boolean once, var why) ->
          new Drift.Conflicting(id, cause, object, once, Excerpt.sentence(why));
      case Drift.Missing missing -> missing;
      case Drift.Orphaned orphaned -> orphaned;
      case null -> null;
    };
  }
}
