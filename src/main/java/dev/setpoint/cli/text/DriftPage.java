package dev.setpoint.cli.text;

import dev.setpoint.api.wire.CulpritView;
import dev.setpoint.api.wire.DriftView;
import dev.setpoint.api.wire.DriftView.Drifted;
import dev.setpoint.api.wire.DriftView.FieldView;
import dev.setpoint.cli.text.Table.Cell;
import java.util.List;

/** What differs, field by field. */
public final class DriftPage {
  private DriftPage() {}

  /** Writes the page. */
  public static void write(Paper paper, DriftView.Report report) {
    report.drifted().forEach(drifted -> write(paper, drifted));
    report
        .unknown()
        .forEach(
            sentence -> paper.line(paper.paint(Tone.BAD, "not known: "), Escaped.line(sentence)));
    if (report.drifted().isEmpty() && report.unknown().isEmpty()) {
      paper.line("Nothing differs.");
    }
  }

  private static void write(Paper paper, Drifted drifted) {
    paper.line(
        paper.paint(Tone.STRONG, Escaped.line(drifted.resource())),
        " on ",
        Escaped.line(drifted.node()),
        ": ",
        paper.paint(Tone.WARN, drifted.drift().sort()),
        ", cause ",
        drifted.drift().cause(),
        ", mode ",
        drifted.mode(),
        ", since ",
        paper.relative(drifted.since()));
    fields(paper, drifted.drift());
    culprits(paper, drifted.culprits(), "  ");
    if (drifted.reason() != null) {
      String next =
          drifted.nextTry() == null ? "" : "; next try " + paper.relative(drifted.nextTry());
      paper.line("  ", Escaped.line(drifted.reason() + ": " + drifted.message()), next);
    }
  }

  private static void fields(Paper paper, DriftView drift) {
    if (drift.fields().isEmpty()) {
      paper.line("  ", Escaped.line(drift.message()));
      return;
    }
    fields(paper, drift.fields(), "  ");
  }

  /** Writes who moved a resource, where that is known. */
  static void culprits(Paper paper, List<CulpritView> culprits, String indent) {
    culprits.forEach(each ->
        paper.line(
            indent,
            "moved by ",
            Escaped.line(each.who()),
            ": ",
            Escaped.line(each.what()),
            ", ",
            paper.relative(each.at())));
  }

  /** Writes fields with what is declared and what is there. */
  static void fields(Paper paper, List<FieldView> fields, String indent) {
    var table = new Table("FIELD", "DESIRED", "FOUND", "CAUSE", "CORRECTED");
    fields.forEach(field -> table.row(row(field)));
    table.write(paper, indent);
  }

  private static List<Cell> row(FieldView field) {
    return List.of(
        Cell.of(Escaped.line(field.path())),
        new Cell(Sentences.value(field.desired()), Tone.GOOD),
        new Cell(Sentences.value(field.observed()), Tone.WARN),
        Cell.of(field.cause()),
        Cell.of(remedy(field.remedy())));
  }

  private static String remedy(String remedy) {
    return switch (remedy) {
      case "inPlace" -> "in place";
      case "runState" -> "by start or stop";
      case "restart" -> "with a restart";
      case "replace" -> "by replacing it";
      case "report" -> "by a human";
      default -> remedy;
    };
  }
}
