package dev.setpoint.cli.fleet;

import dev.setpoint.api.wire.IdentityRequest;
import dev.setpoint.api.wire.TokenRequest;
import dev.setpoint.api.wire.TokenView;
import dev.setpoint.cli.session.CliFailure;
import dev.setpoint.cli.session.Durations;
import dev.setpoint.cli.session.ExitCode;
import dev.setpoint.cli.session.Session;
import dev.setpoint.cli.text.TokenPage;
import dev.setpoint.cli.verb.Asking;
import dev.setpoint.cli.verb.Specs;
import dev.setpoint.cli.verb.Verb;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code token create|list|revoke}: what lets machines join and people ask. */
public final class TokenVerb implements Verb {
  @Override
  public CommandSpec spec() {
    return Specs.asking(
            Specs.verb(
                "token",
                "Let a machine join, or a person ask: make, list and revoke tokens.",
                List.of(
                    "'token create NODE' prints one command to paste on the machine; it works once,"
                        + " within 15 minutes, for that name alone.",
                    "'token create --person NAME --role ROLE' prints a token for the API; roles are"
                        + " viewer (looks), operator (also suspends, resumes, syncs) and admin."
                        + " With --for it ends by itself.",
                    "'token list' prints those that still work, without their secrets; 'token"
                        + " revoke ID' ends one."),
                "setpoint token create web1",
                "setpoint token create --person ben --role viewer --for 90d",
                "setpoint token revoke 0123456789abcdef"))
        .addPositional(Specs.parameter(0, "create|list|revoke", "1", "What to do."))
        .addPositional(Specs.parameter(1, "NODE|ID", "0..1", "The node, or the token's id."))
        .addOption(Specs.option("--person", "NAME", "Make it for this person."))
        .addOption(Specs.option("--role", "ROLE", "What the person may do."))
        .addOption(
            Specs.option(
                "--for",
                "DURATION",
                "How long it works: a machine's a day at most, 15m by default; a person's until it"
                    + " is revoked by default."));
  }

  @Override
  public ExitCode run(ParseResult parsed, Session session) {
    var asking = new Asking(parsed, session);
    String what = parsed.matchedPositionalValue(0, "");
    return switch (what) {
      case "create" -> create(asking);
      case "list" -> list(asking);
      case "revoke" -> revoke(asking);
      default ->
          throw CliFailure.usage(
              "Usage",
              "'token " + what + "' is not known.",
              "Write 'token create', 'token list' or 'token revoke'.");
    };
  }

  private static ExitCode create(Asking asking) {
    ParseResult parsed = asking.parsed();
    String span = Specs.value(parsed, "--for", "");
    Long seconds = span.isEmpty() ? null : Durations.parse("--for", span).toSeconds();
    var request =
        new TokenRequest(
            given(parsed.matchedPositionalValue(1, "")),
            given(Specs.value(parsed, "--person", "")),
            given(Specs.value(parsed, "--role", "")),
            seconds,
            asking.person());
    String json = asking.client().post("tokens", Asking.write(request));
    asking.print(json, Asking.read(json, TokenView.Made.class), TokenPage::write);
    return ExitCode.FINE;
  }

  private static ExitCode list(Asking asking) {
    String json = asking.client().get("tokens");
    asking.print(json, Asking.read(json, TokenView.Listing.class), TokenPage::write);
    return ExitCode.FINE;
  }

  private static ExitCode revoke(Asking asking) {
    String id = asking.parsed().matchedPositionalValue(1, "");
    var request = new IdentityRequest(id, asking.person(), null);
    String json = asking.client().post("tokens/revoke", Asking.write(request));
    var done = Asking.read(json, IdentityRequest.Done.class);
    asking.print(
        json,
        done,
        (paper, answer) ->
            paper.line(
                answer.changed()
                    ? "token " + answer.name() + " works no more"
                    : "no token " + answer.name() + " works"));
    return done.changed() ? ExitCode.FINE : ExitCode.FOUND;
  }

  private static @Nullable String given(String text) {
    return text.isEmpty() ? null : text;
  }
}
