package dev.setpoint.cli.verb;

import dev.setpoint.api.wire.StatusView;
import dev.setpoint.cli.session.ExitCode;
import dev.setpoint.cli.session.Session;
import dev.setpoint.cli.text.StatusPage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
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
    String json = client.get("status" + asking.nodeQuery(""));
    StatusView status = Asking.read(json, StatusView.class);
    if (!status.next().isEmpty()) {
      status = all(status, after -> client.get("status" + asking.nodeQuery(after)));
      json = Asking.write(status);
    }
    asking.print(json, status, StatusPage::write);
    boolean ready =
        status.source().condition().equals("ready")
            && status.nodes().stream().allMatch(node -> node.condition().equals("ready"));
    return ready ? ExitCode.FINE : ExitCode.FOUND;
  }

  private static StatusView all(StatusView first, UnaryOperator<String> page) {
    var nodes = new ArrayList<>(first.nodes());
    var next = first.next();
    while (!next.isEmpty()) {
      StatusView more = Asking.read(page.apply(next), StatusView.class);
      nodes.addAll(more.nodes());
      next = more.next();
    }
    return new StatusView(first.source(), nodes, "");
  }
}
