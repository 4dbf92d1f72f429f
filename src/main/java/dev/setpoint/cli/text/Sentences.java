package dev.setpoint.cli.text;

import dev.setpoint.api.wire.DriftView.FieldView;
import dev.setpoint.api.wire.NodeView.ResourceView;
import dev.setpoint.api.wire.NodeView.SuspensionView;
import dev.setpoint.api.wire.SourceView.ProblemView;
import dev.setpoint.api.wire.SourceView.RevisionView;
import org.jspecify.annotations.Nullable;

/** Phrases that several pages share; all harmless for a terminal. */
final class Sentences {
  private Sentences() {}

  static String revision(RevisionView revision) {
    return "%s  %s  \"%s\""
        .formatted(
            Escaped.line(revision.shortId()),
            Escaped.brief(revision.author()),
            Escaped.brief(revision.subject()));
  }

  static String problem(ProblemView problem) {
    return Escaped.line(
        "%s:%d:%d: %s, %s, %s"
            .formatted(
                problem.file(),
                problem.line(),
                problem.column(),
                problem.what(),
                problem.why(),
                problem.remedy()));
  }

  static String suspension(Paper paper, SuspensionView suspension) {
    String what = suspension.resource() == null ? "the whole node" : suspension.resource();
    String why = suspension.why().isEmpty() ? "" : ": " + Escaped.brief(suspension.why());
    String until =
        suspension.until() == null
            ? ", until somebody resumes it"
            : ", ends " + paper.relative(suspension.until());
    return "suspended: %s, by %s %s%s%s"
        .formatted(
            Escaped.line(what),
            Escaped.line(suspension.by()),
            paper.relative(suspension.since()),
            until,
            why);
  }

  static String blocked(Paper paper, ResourceView resource) {
    String next =
        resource.nextTry() == null ? "" : "; next try " + paper.relative(resource.nextTry());
    String reason = String.valueOf(resource.reason());
    return Escaped.line(reason + ": " + resource.message()) + next;
  }

  /** {@code spec.memory: 32Mi -> 64Mi}: what is there, and what it becomes. */
  static String change(FieldView field) {
    return "%s: %s -> %s"
        .formatted(Escaped.line(field.path()), value(field.observed()), value(field.desired()));
  }

  static String value(@Nullable String value) {
    return value == null ? "nothing" : Escaped.brief(value);
  }
}
