package dev.setpoint.cli.text;

import dev.setpoint.api.wire.PlanView;
import dev.setpoint.api.wire.PlanView.BlockedView;
import dev.setpoint.api.wire.PlanView.CorrectionView;
import dev.setpoint.api.wire.PlanView.NodePlan;
import dev.setpoint.api.wire.PlanView.Unplanned;

/** What would change. */
public final class PlanPage {
  private PlanPage() {}

  /** Writes the page. */
  public static void write(Paper paper, PlanView plan) {
    if (!plan.problems().isEmpty()) {
      plan.problems().forEach(problem -> paper.line(Sentences.problem(problem)));
      paper.line("The manifests are not valid, so nothing can be planned with them.");
      return;
    }
    plan.nodes().forEach(node -> write(paper, node));
    plan.unplanned().forEach(node -> write(paper, node));
    if (plan.nodes().isEmpty() && plan.unplanned().isEmpty()) {
      paper.line("No node has reported yet, so there is nothing to plan for.");
    }
  }

  private static void write(Paper paper, Unplanned node) {
    String since = node.since() == null ? "" : " since " + paper.relative(node.since());
    String reason = node.reason().isEmpty() ? "" : " " + Escaped.line(node.reason());
    paper.line(
        "node ",
        paper.paint(Tone.STRONG, Escaped.line(node.node())),
        ", ",
        paper.paint(Tone.BAD, Escaped.line(node.presence())),
        since,
        ", last known ",
        node.lastSeen() == null ? "never" : paper.relative(node.lastSeen()),
        " as ",
        Escaped.line(node.condition()),
        reason,
        "; not planned: ",
        Escaped.line(node.message()));
  }

  private static void write(Paper paper, NodePlan plan) {
    paper.line(
        "node ",
        paper.paint(Tone.STRONG, Escaped.line(plan.node())),
        ", revision ",
        Sentences.revision(plan.revision()));
    if (plan.corrections().isEmpty() && plan.blocked().isEmpty()) {
      paper.line("  Nothing would change.");
    }
    plan.corrections().forEach(correction -> write(paper, correction));
    plan.blocked().forEach(blocked -> write(paper, blocked));
  }

  private static void write(Paper paper, CorrectionView correction) {
    paper.line(
        "  ",
        paper.paint(tone(correction.verb()), correction.verb()),
        " ",
        Escaped.line(correction.resource()),
        " (",
        correction.cause(),
        "): ",
        Escaped.line(correction.reason()));
    correction.changes().forEach(change -> paper.line("    ", Sentences.change(change)));
    if (!correction.after().isEmpty()) {
      paper.line("    after ", Escaped.line(String.join(", ", correction.after())));
    }
  }

  private static Tone tone(String verb) {
    return switch (verb) {
      case "Create", "Start", "Adopt" -> Tone.GOOD;
      case "Prune", "Stop" -> Tone.BAD;
      default -> Tone.WARN;
    };
  }

  private static void write(Paper paper, BlockedView blocked) {
    String until = blocked.until() == null ? "" : "; next try " + paper.relative(blocked.until());
    paper.line(
        "  ",
        paper.paint(Tone.BAD, "blocked"),
        " ",
        Escaped.line(blocked.resource()),
        ": ",
        Escaped.line(blocked.reason() + ": " + blocked.message()),
        until);
  }
}
