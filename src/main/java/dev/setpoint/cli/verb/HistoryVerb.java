package dev.setpoint.cli.verb;

import dev.setpoint.api.wire.HistoryView;
import dev.setpoint.cli.session.ExitCode;
import dev.setpoint.cli.session.Session;
import dev.setpoint.cli.text.HistoryPage;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code history}: the corrections of one resource. */
public final class HistoryVerb implements Verb {
  @Override
  public CommandSpec spec() {
    return Specs.asking(
            Specs.verb(
                "history",
                "What was done to a resource.",
                List.of(
                    "The corrections of one resource, newest first: why, field by field before and"
                        + " after, by which commit, how long it took and what came of it. A"
                        + " resource that is gone is asked for as KIND/NAME."),
                "setpoint history container/web"))
        .addPositional(Specs.resource("1"))
        .addOption(Specs.before())
        .addOption(Specs.limit());
  }

  @Override
  public ExitCode run(ParseResult parsed, Session session) {
    var asking = new Asking(parsed, session);
    var client = asking.client();
    String query = Query.of(parsed).page().toString();
    String json = Asking.getOf(client, "history", asking.resource(client), query);
    asking.print(json, Asking.read(json, HistoryView.class), HistoryPage::write);
    return ExitCode.FINE;
  }
}
