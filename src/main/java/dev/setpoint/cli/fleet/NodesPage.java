package dev.setpoint.cli.fleet;

import dev.setpoint.api.wire.fleet.NodesView;
import dev.setpoint.cli.text.Escaped;
import dev.setpoint.cli.text.Paper;
import dev.setpoint.cli.text.Table;
import dev.setpoint.cli.text.Table.Cell;
import dev.setpoint.cli.text.Tone;
import java.util.List;
import java.util.stream.Collectors;

/** The nodes as a table, what holds one back below its line. */
final class NodesPage {
  private NodesPage() {}

  static void write(Paper paper, NodesView view) {
    if (view.nodes().isEmpty()) {
      paper.line("No node matches.");
      return;
    }
    var table =
        new Table(
            "node",
            "presence",
            "last seen",
            "generation",
            "condition",
            "resources",
            "drift",
            "engines");
    view.nodes().forEach(line -> row(paper, table, line));
    table.write(paper, "");
  }

  private static void row(Paper paper, Table table, NodesView.Line line) {
    var cells =
        List.of(
            Cell.of(Escaped.line(line.node())),
            new Cell(line.presence(), line.presence().equals("connected") ? Tone.GOOD : Tone.BAD),
            Cell.of(paper.relative(line.lastSeen())),
            Cell.of(generation(line)),
            new Cell(line.condition(), Tone.ofCondition(line.condition())),
            Cell.of(Integer.toString(line.resources())),
            Cell.of(line.drifted() == 0 ? "-" : Integer.toString(line.drifted())),
            Cell.of(
                line.targets().stream()
                    .map(target -> Escaped.line(target.engine()))
                    .collect(Collectors.joining(", "))));
    if (line.reason().isEmpty()) {
      table.row(cells);
    } else {
      table.row(cells, Escaped.line(line.reason()) + ": " + Escaped.brief(line.message()));
    }
  }

  private static String generation(NodesView.Line line) {
    return line.wanted() == line.reached()
        ? Long.toString(line.reached())
        : line.reached() + " of " + line.wanted();
  }
}
