package dev.setpoint.cli.verb;

import dev.setpoint.api.wire.ExplanationView;
import dev.setpoint.cli.session.ExitCode;
import dev.setpoint.cli.session.Session;
import dev.setpoint.cli.text.ExplainPage;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code explain}: why a resource is as it is. */
public final class ExplainVerb implements Verb {
  @Override
  public CommandSpec spec() {
    return Specs.asking(
            Specs.verb(
                "explain",
                "Why a resource is as it is.",
                List.of(
                    "What it is now, what git says and since which commit, which policy gives its"
                        + " mode, what blocks it, when it is tried again, and what was done to it"
                        + " last."),
                "setpoint explain web"))
        .addPositional(Specs.resource("1"));
  }

  @Override
  public ExitCode run(ParseResult parsed, Session session) {
    var asking = new Asking(parsed, session);
    var client = asking.client();
    String json = Asking.getOf(client, "explain", asking.resource(client), "");
    asking.print(json, Asking.read(json, ExplanationView.All.class), ExplainPage::write);
    return ExitCode.FINE;
  }
}
