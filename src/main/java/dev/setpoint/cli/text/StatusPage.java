package dev.setpoint.cli.text;

import dev.setpoint.api.wire.NodeView;
import dev.setpoint.api.wire.NodeView.ResourceView;
import dev.setpoint.api.wire.NodeView.SuspensionView;
import dev.setpoint.api.wire.NodeView.TargetView;
import dev.setpoint.api.wire.SourceView;
import dev.setpoint.api.wire.StatusView;
import dev.setpoint.cli.text.Table.Cell;
import java.time.Duration;
import java.util.List;

/** How everything stands. */
public final class StatusPage {
  private final Paper paper;

  private StatusPage(Paper paper) {
    this.paper = paper;
  }

  /** Writes the page. */
  public static void write(Paper paper, StatusView status) {
    var page = new StatusPage(paper);
    page.source(status.source());
    if (status.nodes().isEmpty()) {
      paper.line().line("No node has reported yet.");
    }
    status.nodes().forEach(page::node);
  }

  /** Writes further nodes. */
  public static void writeNodes(Paper paper, StatusView status) {
    var page = new StatusPage(paper);
    status.nodes().forEach(page::node);
  }

  /** Writes how the repository stands. */
  public static void writeSource(Paper paper, SourceView source) {
    new StatusPage(paper).source(source);
  }

  private void source(SourceView source) {
    String branch = source.branch().isEmpty() ? "" : " (" + Escaped.line(source.branch()) + ")";
    paper.line("repository  ", Escaped.line(source.url()), branch);
    if (source.revision() == null) {
      paper.line("revision    none yet");
    } else {
      paper.line("revision    ", Sentences.revision(source.revision()));
    }
    paper.line(
        "            accepted ",
        paper.relative(source.acceptedAt()),
        ", last asked ",
        paper.relative(source.checkedAt()),
        ", next ",
        paper.relative(source.nextPoll()));
    String reason = source.reason().isEmpty() ? "" : " " + Escaped.line(source.reason());
    paper.line("condition   ", condition(source.condition()), reason);
    if (!source.message().isEmpty()) {
      paper.line("            ", Escaped.line(source.message()));
    }
    source.problems().forEach(problem -> paper.line("  ", Sentences.problem(problem)));
  }

  private void node(NodeView node) {
    paper.line();
    paper.line(
        "node ",
        paper.paint(Tone.STRONG, Escaped.line(node.name())),
        ": ",
        condition(node.condition()),
        ", last pass ",
        paper.relative(node.passAt()),
        " (" + Paper.span(Duration.ofMillis(node.passMillis())) + "), generation ",
        String.valueOf(node.generation()));
    node.targets().forEach(this::target);
    node.suspensions().forEach(this::suspension);
    if (node.resources().isEmpty()) {
      paper.line("  no resources");
      return;
    }
    var table = new Table("RESOURCE", "CONDITION", "STATE", "HEALTH", "MODE", "DRIFT", "SINCE");
    node.resources().forEach(resource -> row(table, resource));
    table.write(paper, "  ");
  }

  private void target(TargetView target) {
    paper.line(
        "  engine ",
        Escaped.line(target.name()),
        " ",
        Escaped.line(target.engine()),
        ": ",
        target.reachable()
            ? paper.paint(Tone.GOOD, "answers")
            : paper.paint(Tone.BAD, "does not answer"),
        target.message().isEmpty() ? "" : "; " + Escaped.line(target.message()));
  }

  private void suspension(SuspensionView suspension) {
    paper.line("  ", paper.paint(Tone.WARN, Sentences.suspension(paper, suspension)));
  }

  private void row(Table table, ResourceView resource) {
    var cells =
        List.of(
            Cell.of(Escaped.line(resource.resource())),
            new Cell(resource.condition(), Tone.ofCondition(resource.condition())),
            Cell.of(Escaped.line(resource.state())),
            new Cell(resource.health(), Tone.ofHealth(resource.health())),
            Cell.of(resource.mode()),
            drift(resource),
            Cell.of(paper.relative(resource.driftSince())));
    if (resource.reason() == null) {
      table.row(cells);
    } else {
      table.row(cells, Sentences.blocked(paper, resource));
    }
  }

  private static Cell drift(ResourceView resource) {
    var drift = resource.drift();
    if (drift == null) {
      return new Cell("-", Tone.DIM);
    }
    String words =
        switch (drift.fields().size()) {
          case 0 -> drift.sort();
          case 1 -> "1 field";
          default -> drift.fields().size() + " fields";
        };
    return new Cell(words, Tone.WARN);
  }

  private String condition(String condition) {
    return paper.paint(Tone.ofCondition(condition), condition);
  }
}
