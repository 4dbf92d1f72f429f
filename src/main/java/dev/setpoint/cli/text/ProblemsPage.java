package dev.setpoint.cli.text;

import dev.setpoint.api.wire.SourceView.ProblemView;
import java.util.List;

/** What is wrong with manifests, in the form that editors and CI systems read. */
public final class ProblemsPage {
  private ProblemsPage() {}

  /** Writes the page. */
  public static void write(Paper paper, List<ProblemView> problems, int files) {
    problems.forEach(problem -> paper.line(Sentences.problem(problem)));
    String found =
        switch (problems.size()) {
          case 0 -> paper.paint(Tone.GOOD, "valid");
          case 1 -> paper.paint(Tone.BAD, "1 problem");
          default -> paper.paint(Tone.BAD, problems.size() + " problems");
        };
    paper.line(found, " (" + files + (files == 1 ? " file)" : " files)"));
  }
}
