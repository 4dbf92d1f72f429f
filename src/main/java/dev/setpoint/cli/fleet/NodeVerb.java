package dev.setpoint.cli.fleet;

import dev.setpoint.api.wire.IdentityRequest;
import dev.setpoint.cli.session.CliFailure;
import dev.setpoint.cli.session.ExitCode;
import dev.setpoint.cli.session.Session;
import dev.setpoint.cli.verb.Asking;
import dev.setpoint.cli.verb.Specs;
import dev.setpoint.cli.verb.Verb;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code node revoke|release}: who may speak for a node. */
public final class NodeVerb implements Verb {
  @Override
  public CommandSpec spec() {
    return Specs.asking(
            Specs.verb(
                "node",
                "Take the identity of a node away, or lift its quarantine.",
                List.of(
                    "'node revoke NODE' cuts the node off at once and for good: its certificate and"
                        + " key are worth nothing any more, and it has to join anew. Its containers"
                        + " go on as they are.",
                    "'node release NODE' lets a node speak again that was quarantined because two"
                        + " machines used its identity. Switch the wrong one off first."),
                "setpoint node revoke web1 --why 'disk was stolen'",
                "setpoint node release web1"))
        .addPositional(Specs.parameter(0, "revoke|release", "1", "What to do."))
        .addPositional(Specs.parameter(1, "NODE", "1", "The node."))
        .addOption(Specs.option("--why", "TEXT", "The reason, for others and the trail."));
  }

  @Override
  public ExitCode run(ParseResult parsed, Session session) {
    var asking = new Asking(parsed, session);
    String what = parsed.matchedPositionalValue(0, "");
    return switch (what) {
      case "revoke" -> ask(asking, "nodes/revoke", "revoked", "has no identity to take away");
      case "release" -> ask(asking, "nodes/release", "released", "is not quarantined");
      default ->
          throw CliFailure.usage(
              "Usage",
              "'node " + what + "' is not known.",
              "Write 'node revoke' or 'node release'.");
    };
  }

  private static ExitCode ask(Asking asking, String path, String did, String otherwise) {
    var request =
        new IdentityRequest(
            asking.parsed().matchedPositionalValue(1, ""),
            asking.person(),
            Specs.value(asking.parsed(), "--why", ""));
    String json = asking.client().post(path, Asking.write(request));
    var done = Asking.read(json, IdentityRequest.Done.class);
    asking.print(
        json,
        done,
        (paper, answer) -> paper.line(answer.name(), " ", answer.changed() ? did : otherwise));
    return done.changed() ? ExitCode.FINE : ExitCode.FOUND;
  }
}
