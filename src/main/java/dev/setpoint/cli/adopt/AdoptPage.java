package dev.setpoint.cli.adopt;

import dev.setpoint.adopt.Adopted;
import dev.setpoint.adopt.Adopted.Document;
import dev.setpoint.adopt.Adopted.LeftOut;
import dev.setpoint.cli.text.Escaped;
import dev.setpoint.cli.text.Paper;
import dev.setpoint.cli.text.Tone;
import java.util.Collection;
import java.util.List;

/** What was taken over and what was not, for people. */
final class AdoptPage {
  private final Paper paper;

  AdoptPage(Paper paper) {
    this.paper = paper;
  }

  void write(Adopted adopted) {
    adopted.documents().forEach(this::document);
    if (!adopted.leftOut().isEmpty()) {
      paper.line(paper.paint(Tone.STRONG, "Left out"));
      for (LeftOut left : adopted.leftOut()) {
        paper.line(
            "  ", Escaped.brief(left.what()), " (", left.target(), "): ", Escaped.line(left.why()));
      }
    }
    list("No such name", adopted.notFound());
    list("Not answering", adopted.unanswered());
    list(
        "Secrets that the node needs, with the values that are live now",
        adopted.secrets().keySet().stream().sorted().toList());
    summary(adopted);
  }

  private void document(Document document) {
    boolean differs = !document.drift().isEmpty();
    String verdict =
        document.target().isEmpty()
            ? ""
            : differs
                ? paper.paint(Tone.BAD, "checked: differs")
                : paper.paint(Tone.GOOD, "checked: no drift");
    String where = document.target().isEmpty() ? "" : " (" + document.target() + ")";
    paper.line(document.id().toString(), where, "  ", verdict);
    document.notes().forEach(note -> paper.line("    ", Escaped.line(note)));
    document
        .files()
        .keySet()
        .forEach(file -> paper.line("    It refers to ", Escaped.line(file), ", see --out."));
  }

  /** A list with a heading; nothing when it is empty. */
  void list(String heading, Collection<String> lines) {
    if (!lines.isEmpty()) {
      paper.line(paper.paint(Tone.STRONG, heading));
      lines.forEach(line -> paper.line("  ", Escaped.line(line)));
    }
  }

  private void summary(Adopted adopted) {
    List<Document> held =
        adopted.documents().stream().filter(each -> !each.target().isEmpty()).toList();
    long differing = held.stream().filter(each -> !each.drift().isEmpty()).count();
    paper.line(
        "%d manifests, %d without drift, %d that differ; %d left out"
            .formatted(held.size(), held.size() - differing, differing, adopted.leftOut().size()));
  }
}
