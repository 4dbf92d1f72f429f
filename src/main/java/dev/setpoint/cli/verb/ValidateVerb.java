package dev.setpoint.cli.verb;

import dev.setpoint.api.wire.SourceView.ProblemView;
import dev.setpoint.cli.session.ExitCode;
import dev.setpoint.cli.session.Session;
import dev.setpoint.cli.text.Paper;
import dev.setpoint.cli.text.ProblemsPage;
import dev.setpoint.manifest.RepositoryTree;
import dev.setpoint.manifest.yaml.Problem;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code validate DIR}: whether manifests are valid, without a controller. */
public final class ValidateVerb implements Verb {
  /**
   * The JSON form of the answer.
   *
   * @param files number of files that were read
   */
  public record Verdict(boolean valid, int files, List<ProblemView> problems) {
    public Verdict {
      problems = List.copyOf(problems);
    }
  }

  @Override
  public CommandSpec spec() {
    return Specs.printing(
            Specs.verb(
                "validate",
                "Check the manifests in a directory; needs no controller.",
                List.of(
                    "Prints every problem as file:line:column: what is wrong, why, what to write"
                        + " instead. Ends with 1 when there is one."),
                "setpoint validate ."))
        .addPositional(Specs.parameter(0, "DIR", "1", "Directory of the manifests."));
  }

  @Override
  public ExitCode run(ParseResult parsed, Session session) {
    RepositoryTree tree = PlanVerb.read(session, parsed.matchedPositionalValue(0, "."));
    List<ProblemView> problems =
        session.ports().check().apply(tree).stream().sorted().map(ValidateVerb::view).toList();
    var verdict = new Verdict(problems.isEmpty(), tree.files().size(), problems);
    if (Specs.wantsJson(parsed)) {
      session.out().println(Asking.write(verdict));
    } else {
      var paper = new Paper(session.clock().instant(), session.coloured());
      ProblemsPage.write(paper, verdict.problems(), verdict.files());
      session.out().print(paper);
    }
    return verdict.valid() ? ExitCode.FINE : ExitCode.FOUND;
  }

  private static ProblemView view(Problem problem) {
    return new ProblemView(
        problem.file(),
        problem.line(),
        problem.column(),
        problem.what(),
        problem.why(),
        problem.remedy());
  }
}
