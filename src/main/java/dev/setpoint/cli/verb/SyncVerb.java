package dev.setpoint.cli.verb;

import dev.setpoint.cli.session.ExitCode;
import dev.setpoint.cli.session.Session;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code sync}: asks the repository and looks at everything, now. */
public final class SyncVerb implements Verb {
  @Override
  public CommandSpec spec() {
    return Specs.asking(
        Specs.verb(
            "sync",
            "Ask the repository and look at everything, now.",
            List.of("Comes back when both are done, and prints the status; ends as 'status' does."),
            "setpoint sync"));
  }

  @Override
  public ExitCode run(ParseResult parsed, Session session) {
    session.progress("asking the repository and looking at everything");
    new Asking(parsed, session).client().post("sync", "{}");
    return StatusVerb.print(new Asking(parsed, session));
  }
}
