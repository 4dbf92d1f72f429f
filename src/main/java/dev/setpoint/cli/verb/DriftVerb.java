package dev.setpoint.cli.verb;

import dev.setpoint.api.wire.DriftView;
import dev.setpoint.cli.session.ExitCode;
import dev.setpoint.cli.session.Session;
import dev.setpoint.cli.text.DriftPage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
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
    var pages =
        new Pages<>(
            asking,
            after -> client.get("drift" + asking.nodeQuery(after)),
            DriftView.Report.class,
            DriftView.Report::next);
    if (Specs.wantsLines(parsed)) {
      return lines(pages);
    }
    var all = pages.all();
    var report =
        new DriftView.Report(
            all.stream().flatMap(page -> page.drifted().stream()).toList(),
            all.stream().flatMap(page -> page.unknown().stream()).toList(),
            "");
    asking.print(Asking.write(report), report, DriftPage::write);
    return code(!report.drifted().isEmpty(), !report.unknown().isEmpty());
  }

  private static ExitCode lines(Pages<DriftView.Report> pages) {
    var drifted = new AtomicBoolean();
    var unknown = new AtomicBoolean();
    pages.each(page -> {
      pages.lines(page.drifted());
      pages.lines(page.unknown().stream().map(each -> Map.of("unknown", each)).toList());
      drifted.compareAndSet(false, !page.drifted().isEmpty());
      unknown.compareAndSet(false, !page.unknown().isEmpty());
    });
    return code(drifted.get(), unknown.get());
  }

  private static ExitCode code(boolean drifted, boolean unknown) {
    if (drifted) {
      return ExitCode.FOUND;
    }
    return unknown ? ExitCode.UNKNOWN : ExitCode.FINE;
  }
}
