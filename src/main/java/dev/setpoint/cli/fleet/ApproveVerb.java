package dev.setpoint.cli.fleet;

import dev.setpoint.api.wire.fleet.ApproveRequest;
import dev.setpoint.cli.session.ExitCode;
import dev.setpoint.cli.session.Session;
import dev.setpoint.cli.text.Escaped;
import dev.setpoint.cli.verb.Asking;
import dev.setpoint.cli.verb.Specs;
import dev.setpoint.cli.verb.Verb;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code approve}: a person lets something through that waits for that. */
public final class ApproveVerb implements Verb {
  @Override
  public CommandSpec spec() {
    return Specs.asking(
            Specs.verb(
                "approve",
                "Let something through that waits for a person.",
                List.of(
                    "The removals that a guard holds, by the digest in its message; a revision"
                        + " whose canary failed, to go on without it; or the replacement of a"
                        + " protected resource on a node. Who did it goes into the trail. Ends"
                        + " with 1 when nothing waited for it."),
                "setpoint approve 3f9a1c02b7de",
                "setpoint approve container/db@edge-1"))
        .addPositional(
            Specs.parameter(
                0,
                "WHAT",
                "1",
                "Digest or revision (the first seven characters suffice), or RESOURCE@NODE."));
  }

  @Override
  public ExitCode run(ParseResult parsed, Session session) {
    var asking = new Asking(parsed, session);
    var request = new ApproveRequest(parsed.matchedPositionalValue(0, ""), asking.person());
    String json = asking.client().post("approve", Asking.write(request));
    var done = Asking.read(json, ApproveRequest.Done.class);
    asking.print(
        json,
        done,
        (paper, answer) ->
            paper.line(
                answer.done() ? "approved " : "not approved: ",
                Escaped.line(answer.subject()),
                ": ",
                Escaped.line(answer.message())));
    return done.done() ? ExitCode.FINE : ExitCode.FOUND;
  }
}
