package dev.setpoint.cli.verb;

import dev.setpoint.api.wire.StatusView;
import dev.setpoint.cli.session.ExitCode;
import dev.setpoint.cli.session.Session;
import dev.setpoint.cli.text.StatusPage;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code status}: how everything stands. */
public final class StatusVerb implements Verb {
  @Override
  public CommandSpec spec() {
    return Specs.ofNodes(
            Specs.asking(
                Specs.verb(
                    "status",
                    "How everything stands.",
                    List.of(
                        "How the followed repository, every node, its engines and its resources"
                            + " stand. Ends with 1 when something is not ready."),
                    "setpoint status",
                    "setpoint status --watch",
                    "setpoint status -l role=edge",
                    "setpoint status --output json")))
        .addOption(Specs.flag("--watch", "Print it, then each correction as it ends."));
  }

  @Override
  public ExitCode run(ParseResult parsed, Session session) {
    var asking = new Asking(parsed, session);
    ExitCode code = print(asking);
    return Specs.isSet(parsed, "--watch") ? EventsVerb.follow(asking) : code;
  }

  static ExitCode print(Asking asking) {
    var client = asking.client();
    var pages =
        new Pages<>(
            asking,
            after -> client.get("status" + asking.nodeQuery(after)),
            StatusView.class,
            StatusView::next);
    if (Specs.wantsJson(asking.parsed()) && !Specs.wantsLines(asking.parsed())) {
      return whole(asking, pages);
    }
    var ready = new AtomicBoolean(true);
    var begun = new AtomicBoolean();
    pages.each(page -> {
      if (Specs.wantsLines(asking.parsed())) {
        pages.lines(page.nodes());
      } else if (begun.getAndSet(true)) {
        asking.print(page, StatusPage::writeNodes);
      } else {
        asking.print(page, StatusPage::write);
      }
      ready.compareAndSet(true, isReady(page));
    });
    return ready.get() ? ExitCode.FINE : ExitCode.FOUND;
  }

  private static ExitCode whole(Asking asking, Pages<StatusView> pages) {
    var all = pages.all();
    var nodes = all.stream().flatMap(page -> page.nodes().stream()).toList();
    var status = new StatusView(all.getFirst().source(), nodes, "");
    asking.print(Asking.write(status), status, StatusPage::write);
    return isReady(status) ? ExitCode.FINE : ExitCode.FOUND;
  }

  private static boolean isReady(StatusView status) {
    return status.source().condition().equals("ready")
        && status.nodes().stream().allMatch(node -> node.condition().equals("ready"));
  }
}
