package dev.setpoint.cli.verb;

import dev.setpoint.api.wire.DriftView;
import dev.setpoint.cli.session.ExitCode;
import dev.setpoint.cli.session.Session;
import dev.setpoint.cli.text.DriftPage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code drift}: what differs, field by field. */
public final class DriftVerb implements Verb {
  @Override
  public CommandSpec spec() {
    return Specs.ofNodes(
        Specs.asking(
            Specs.verb(
                "drift",
                "What differs between git and the machines, field by field.",
                List.of(
                    "Every difference with what is declared, what is there, who moved and since"
                        + " when. Ends with 1 when there is one, with 3 when an engine does not"
                        + " answer and nothing else is known to differ."),
                "setpoint drift",
                "setpoint drift --node edge-7",
                "setpoint drift --output json")));
  }

  @Override
  public ExitCode run(ParseResult parsed, Session session) {
    var asking = new Asking(parsed, session);
    var client = asking.client();
    String json = client.get("drift" + asking.nodeQuery(""));
    var report = Asking.read(json, DriftView.Report.class);
    if (!report.next().isEmpty()) {
      report = all(report, after -> client.get("drift" + asking.nodeQuery(after)));
      json = Asking.write(report);
    }
    asking.print(json, report, DriftPage::write);
    if (!report.drifted().isEmpty()) {
      return ExitCode.FOUND;
    }
    return report.unknown().isEmpty() ? ExitCode.FINE : ExitCode.UNKNOWN;
  }

  private static DriftView.Report all(DriftView.Report first, UnaryOperator<String> page) {
    var drifted = new ArrayList<>(first.drifted());
    var unknown = new ArrayList<>(first.unknown());
    var next = first.next();
    while (!next.isEmpty()) {
      var more = Asking.read(page.apply(next), DriftView.Report.class);
      drifted.addAll(more.drifted());
      unknown.addAll(more.unknown());
      next = more.next();
    }
    return new DriftView.Report(drifted, unknown, "");
  }
}
