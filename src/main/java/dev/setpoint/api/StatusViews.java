package dev.setpoint.api;

import dev.setpoint.api.wire.DriftView.Drifted;
import dev.setpoint.api.wire.NodeView;
import dev.setpoint.api.wire.NodeView.ResourceView;
import dev.setpoint.api.wire.NodeView.SuspensionView;
import dev.setpoint.api.wire.NodeView.TargetView;
import dev.setpoint.api.wire.SourceView;
import dev.setpoint.api.wire.SourceView.ProblemView;
import dev.setpoint.api.wire.SourceView.RevisionView;
import dev.setpoint.controller.SourceStatus;
import dev.setpoint.fleet.NodeOrder.Suspension;
import dev.setpoint.fleet.NodeReport;
import dev.setpoint.fleet.NodeReport.Condition;
import dev.setpoint.fleet.NodeReport.ResourceReport;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.Revision;
import dev.setpoint.manifest.yaml.Problem;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The source, nodes and their resources as wire records. */
final class StatusViews {
  private StatusViews() {}

  static SourceView source(SourceStatus status) {
    return new SourceView(
        status.url(),
        status.branch(),
        status.accepted() == null ? null : revision(status.accepted()),
        status.acceptedAt(),
        status.checkedAt(),
        status.nextPoll(),
        status.condition().word(),
        status.reason(),
        status.message(),
        problems(status.problems()));
  }

  static RevisionView revision(Revision revision) {
    return new RevisionView(
        revision.id(), revision.author(), revision.subject(), revision.committedAt());
  }

  static List<ProblemView> problems(List<Problem> problems) {
    return problems.stream().sorted().map(StatusViews::problem).toList();
  }

  private static ProblemView problem(Problem problem) {
    return new ProblemView(
        problem.file(),
        problem.line(),
        problem.column(),
        problem.what(),
        problem.why(),
        problem.remedy());
  }

  static NodeView node(NodeReport report, List<Suspension> suspensions) {
    return new NodeView(
        report.node(),
        worst(report).word(),
        report.generation(),
        report.revisionId(),
        report.at(),
        report.took().toMillis(),
        report.full(),
        report.targets().stream().map(StatusViews::target).toList(),
        report.resources().stream()
            .sorted(Comparator.comparing(ResourceReport::id))
            .map(StatusViews::resource)
            .toList(),
        suspensions.stream().map(StatusViews::suspension).toList());
  }

  private static Condition worst(NodeReport report) {
    boolean silent = report.targets().stream().anyMatch(target -> !target.reachable());
    return Stream.concat(
            Stream.of(silent ? Condition.STALLED : Condition.READY),
            report.resources().stream().map(ResourceReport::condition))
        .max(Comparator.naturalOrder())
        .orElse(Condition.READY);
  }

  private static TargetView target(NodeReport.TargetReport target) {
    return new TargetView(target.name(), target.reachable(), target.engine(), target.message());
  }

  static ResourceView resource(ResourceReport report) {
    return new ResourceView(
        report.id().toString(),
        report.target(),
        report.mode().word(),
        report.condition().word(),
        report.reason() == null ? null : report.reason().word(),
        report.message(),
        report.health().name().toLowerCase(Locale.ROOT),
        report.state(),
        report.drift() == null ? null : ReconcileViews.drift(report.drift()),
        report.driftSince(),
        report.nextTry());
  }

  static SuspensionView suspension(Suspension suspension) {
    return new SuspensionView(
        text(suspension.id()),
        suspension.by(),
        suspension.why(),
        suspension.since(),
        suspension.until());
  }

  static @Nullable String text(@Nullable ResourceId id) {
    return id == null ? null : id.toString();
  }

  /** The resources of a node that differ. */
  static Stream<Drifted> drifted(NodeReport report) {
    return report.resources().stream()
        .sorted(Comparator.comparing(ResourceReport::id))
        .flatMap(resource -> Stream.ofNullable(drifted(report.node(), resource)));
  }

  private static @Nullable Drifted drifted(String node, ResourceReport report) {
    if (report.drift() == null) {
      return null;
    }
    return new Drifted(
        node,
        report.id().toString(),
        report.target(),
        report.mode().word(),
        ReconcileViews.drift(report.drift()),
        report.driftSince(),
        report.reason() == null ? null : report.reason().word(),
        report.message(),
        report.nextTry(),
        ReconcileViews.culprits(report.culprits()));
  }

  /** Sentences on what cannot be told of a node. */
  static Stream<String> unknown(NodeReport report) {
    return report.targets().stream()
        .filter(target -> !target.reachable())
        .map(target -> report.node() + ": " + target.name() + ": " + target.message());
  }
}
