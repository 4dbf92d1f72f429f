package dev.setpoint.cli.verb;

import dev.setpoint.api.wire.DriftView;
import dev.setpoint.cli.session.ExitCode;
import dev.setpoint.cli.session.Session;
import dev.setpoint.cli.text.DriftPage;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code drift}: what differs, field by field. */
public final class DriftVerb implements Verb {
  @Override
  public CommandSpec spec() {
    return Specs.asking(
        Specs.verb(
            "drift",
            "What differs between git and the machines, field by field.",
            List.of(
                "Every difference with what is declared, what is there, who moved and since when."
                    + " Ends with 1 when there is one, with 3 when an engine does not answer and"
                    + " nothing else is known to differ."),
            "setpoint drift",
            "setpoint drift --output json"));
  }

  @Override
  public ExitCode run(ParseResult parsed, Session session) {
    var asking = new Asking(parsed, session);
    String json = asking.client().get("drift");
    var report = Asking.read(json, DriftView.Report.class);
    asking.print(json, report, DriftPage::write);
    if (!report.drifted().isEmpty()) {
      return ExitCode.FOUND;
    }
    return report.unknown().isEmpty() ? ExitCode.FINE : ExitCode.UNKNOWN;
  }
}
