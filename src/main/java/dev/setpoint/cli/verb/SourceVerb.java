package dev.setpoint.cli.verb;

import dev.setpoint.api.wire.AcceptRequest;
import dev.setpoint.cli.session.CliFailure;
import dev.setpoint.cli.session.ExitCode;
import dev.setpoint.cli.session.Session;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code source accept}: lets one commit follow a rewritten history. */
public final class SourceVerb implements Verb {
  @Override
  public CommandSpec spec() {
    return Specs.asking(
            Specs.verb(
                "source",
                "Accept one commit of a branch that was rewritten.",
                List.of(
                    "A branch that no longer contains the revision in force is not followed"
                        + " (Rewritten, or DefaultBranchChanged). 'source accept' lets exactly"
                        + " this commit follow it, judged in every other way as usual; asks the"
                        + " repository, and prints the status."),
                "setpoint source accept 47fd7de080591b1c3c2b8fbb0d0a4f0b5a8f3e11"))
        .addPositional(Specs.parameter(0, "accept", "1", "What to do."))
        .addPositional(
            Specs.parameter(
                1, "COMMIT", "1", "Id of the commit, all forty digits; 'status' shows it."));
  }

  @Override
  public ExitCode run(ParseResult parsed, Session session) {
    String what = parsed.matchedPositionalValue(0, "");
    if (!what.equals("accept")) {
      throw CliFailure.usage(
          "Usage", "'source " + what + "' is not known.", "Write 'source accept COMMIT'.");
    }
    var asking = new Asking(parsed, session);
    var client = asking.client();
    String commit = parsed.matchedPositionalValue(1, "");
    client.post("source/accept", Asking.write(new AcceptRequest(commit, asking.person())));
    session.progress("asking the repository and looking at everything");
    client.post("sync", "{}");
    return StatusVerb.print(asking);
  }
}
