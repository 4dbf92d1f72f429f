package dev.setpoint.cli.verb;

import dev.setpoint.api.wire.EntryView;
import dev.setpoint.cli.session.CliFailure;
import dev.setpoint.cli.session.Durations;
import dev.setpoint.cli.session.ExitCode;
import dev.setpoint.cli.session.Session;
import dev.setpoint.cli.text.AuditPage;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code audit list|show}: the record. */
public final class AuditVerb implements Verb {
  @Override
  public CommandSpec spec() {
    return Specs.asking(
            Specs.verb(
                "audit",
                "The record: list entries, or show one.",
                List.of(
                    "'audit list' prints the newest entries of the trail first; 'audit show INDEX'"
                        + " one of them whole, with what came of it."),
                "setpoint audit list --resource container/web --since 2h",
                "setpoint audit show 42"))
        .addPositional(Specs.parameter(0, "list|show", "1", "What to do."))
        .addPositional(Specs.parameter(1, "INDEX", "0..1", "Index of the entry to show."))
        .addOption(Specs.option("--resource", "RESOURCE", "Only entries of this resource."))
        .addOption(Specs.option("--since", "DURATION", "Only entries this young, such as 2h."))
        .addOption(Specs.before())
        .addOption(Specs.limit());
  }

  @Override
  public ExitCode run(ParseResult parsed, Session session) {
    var asking = new Asking(parsed, session);
    String what = parsed.matchedPositionalValue(0, "");
    switch (what) {
      case "list" -> list(asking);
      case "show" -> show(asking);
      default ->
          throw CliFailure.usage(
              "Usage", "'audit " + what + "' is not known.", "Write 'audit list' or 'audit show'.");
    }
    return ExitCode.FINE;
  }

  private static void list(Asking asking) {
    var parsed = asking.parsed();
    var client = asking.client();
    String resource = Specs.value(parsed, "--resource", "");
    String since = Specs.value(parsed, "--since", "");
    var query = Query.of(parsed).page();
    if (!resource.isEmpty()) {
      query.with("resource", Asking.resources(client).resolve(resource).toString());
    }
    if (!since.isEmpty()) {
      var from = asking.session().clock().instant().minus(Durations.parse("--since", since));
      query.with("since", from.toString());
    }
    String json = client.get("audit" + query);
    asking.print(json, Asking.read(json, EntryView.Page.class), AuditPage::write);
  }

  private static void show(Asking asking) {
    String index = asking.parsed().matchedPositionalValue(1, "");
    if (!index.matches("\\d{1,18}")) {
      throw CliFailure.usage(
          "Usage",
          "'audit show' needs the index of an entry.",
          "'setpoint audit list' prints indexes behind '#'.");
    }
    String json = asking.client().get("audit/" + index);
    asking.print(json, Asking.read(json, EntryView.Detail.class), AuditPage::write);
  }
}
