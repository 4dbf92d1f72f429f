package dev.setpoint.cli.fleet;

import dev.setpoint.api.wire.fleet.NodesView;
import dev.setpoint.cli.session.ExitCode;
import dev.setpoint.cli.session.Session;
import dev.setpoint.cli.verb.Asking;
import dev.setpoint.cli.verb.Pages;
import dev.setpoint.cli.verb.Specs;
import dev.setpoint.cli.verb.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code nodes}: how every node stands, a line each. */
public final class NodesVerb implements Verb {
  @Override
  public CommandSpec spec() {
    return Specs.ofNodes(
        Specs.asking(
            Specs.verb(
                "nodes",
                "How every node of the fleet stands, a line each.",
                List.of(
                    "Whether it is connected, which generation it shall have and works from, how"
                        + " many of its resources differ, and what holds it back. A node that is"
                        + " away is shown as last seen, never as ready. Ends with 1 when a node is"
                        + " not ready."),
                "setpoint nodes",
                "setpoint nodes -l role=edge",
                "setpoint nodes --output json")));
  }

  @Override
  public ExitCode run(ParseResult parsed, Session session) {
    var asking = new Asking(parsed, session);
    var client = asking.client();
    var pages =
        new Pages<>(
            asking,
            after -> client.get("nodes" + asking.nodeQuery(after)),
            NodesView.class,
            NodesView::next);
    var ready = new AtomicBoolean(true);
    var lines = new ArrayList<NodesView.Line>();
    pages.each(page -> {
      if (Specs.wantsLines(parsed)) {
        pages.lines(page.nodes());
      } else {
        lines.addAll(page.nodes());
      }
      ready.compareAndSet(
          true, page.nodes().stream().allMatch(line -> line.condition().equals("ready")));
    });
    if (!Specs.wantsLines(parsed)) {
      var all = new NodesView(lines, "");
      asking.print(Asking.write(all), all, NodesPage::write);
    }
    return ready.get() ? ExitCode.FINE : ExitCode.FOUND;
  }
}
