package dev.setpoint.cli.text;

import dev.setpoint.api.wire.ExplanationView;
import dev.setpoint.api.wire.NodeView.ResourceView;

/** Why a resource is as it is, in sentences. */
public final class ExplainPage {
  private final Paper paper;

  private ExplainPage(Paper paper) {
    this.paper = paper;
  }

  /** Writes the page. */
  public static void write(Paper paper, ExplanationView.All all) {
    var page = new ExplainPage(paper);
    all.explanations().forEach(page::write);
  }

  private void write(ExplanationView explanation) {
    paper.line(
        paper.paint(Tone.STRONG, Escaped.line(explanation.resource())),
        " on ",
        Escaped.line(explanation.node()));
    if (explanation.report() == null) {
      paper.line("  It has not been looked at yet.");
    } else {
      now(explanation.report());
    }
    git(explanation);
    if (explanation.suspension() != null) {
      paper.line("  It is ", Sentences.suspension(paper, explanation.suspension()), ".");
    }
    if (explanation.report() != null) {
      next(explanation.report());
    }
    last(explanation);
  }

  private void now(ResourceView report) {
    String health = report.health().equals("none") ? "" : ", health " + report.health();
    paper.line(
        "  It is ",
        paper.paint(Tone.ofCondition(report.condition()), report.condition()),
        " (",
        Escaped.line(report.state()),
        health,
        ") in ",
        Escaped.line(report.target()),
        ".");
    if (report.drift() == null) {
      paper.line("  It is as declared.");
      return;
    }
    paper.line(
        "  It differs since ",
        paper.relative(report.driftSince()),
        ": ",
        Escaped.line(report.drift().message()),
        " (cause ",
        report.drift().cause(),
        ").");
    if (!report.drift().fields().isEmpty()) {
      DriftPage.fields(paper, report.drift().fields(), "    ");
    }
  }

  private void git(ExplanationView explanation) {
    if (explanation.declaredAt() == null) {
      paper.line("  The revision in force does not declare it.");
    } else {
      paper.line("  It is declared at ", Escaped.line(explanation.declaredAt()), ".");
    }
    if (explanation.revision() != null) {
      paper.line("  The revision in force is ", Sentences.revision(explanation.revision()), ".");
    }
    if (explanation.report() != null) {
      String why =
          explanation.modeWhy().isEmpty() ? "" : ", from " + Escaped.line(explanation.modeWhy());
      paper.line("  Its mode is ", explanation.report().mode(), why, ".");
    }
    if (!explanation.dependsOn().isEmpty()) {
      paper.line("  It waits for ", Escaped.line(String.join(", ", explanation.dependsOn())), ".");
    }
  }

  private void next(ResourceView report) {
    if (report.reason() != null) {
      paper.line(
          "  ",
          paper.paint(Tone.ofCondition(report.condition()), Escaped.line(report.reason())),
          ": ",
          Escaped.line(report.message()));
    }
    if (report.nextTry() != null) {
      paper.line("  It is tried again ", paper.relative(report.nextTry()), ".");
    } else if (report.drift() != null && report.condition().equals("stalled")) {
      paper.line("  It is not tried again by itself: something else must change first.");
    }
  }

  private void last(ExplanationView explanation) {
    if (explanation.lastEntries().isEmpty()) {
      paper.line("  Nothing has been done to it yet.");
      return;
    }
    paper.line("  Last entries of the trail:");
    explanation.lastEntries().forEach(entry -> AuditPage.entry(paper, entry, "    "));
  }
}
