package dev.setpoint.cli.text;

import dev.setpoint.api.wire.HistoryView;
import dev.setpoint.api.wire.HistoryView.RecordedCorrection;

/** The corrections of one resource. */
public final class HistoryPage {
  private HistoryPage() {}

  /** Writes the page. */
  public static void write(Paper paper, HistoryView history) {
    if (history.corrections().isEmpty()) {
      paper.line("Nothing has been done to ", Escaped.line(history.resource()), " yet.");
    }
    history.corrections().forEach(correction -> write(paper, correction));
    if (history.nextBefore() != null) {
      paper.line("Older ones: add --before ", String.valueOf(history.nextBefore()));
    }
  }

  private static void write(Paper paper, RecordedCorrection correction) {
    var intent = correction.intent();
    paper.line(
        "#" + correction.index(),
        "  ",
        paper.relative(correction.at()),
        "  ",
        paper.paint(Tone.STRONG, intent.verb()),
        " on ",
        Escaped.line(intent.node()),
        " (",
        intent.cause(),
        "): ",
        Escaped.brief(intent.reason()));
    intent.changes().forEach(change -> paper.line("    ", Sentences.change(change)));
    DriftPage.culprits(paper, intent.culprits(), "    ");
    String file = intent.file().isEmpty() ? "" : " at " + Escaped.line(intent.file());
    paper.line(
        "    revision ",
        Escaped.line(
            intent.revisionId().length() > 12
                ? intent.revisionId().substring(0, 12)
                : intent.revisionId()),
        " by ",
        Escaped.brief(intent.author()),
        file);
    paper.line(
        "    ",
        correction.outcome() == null
            ? "no outcome yet"
            : AuditPage.settled(paper, correction.outcome()));
  }
}
