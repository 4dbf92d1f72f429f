package dev.setpoint.cli.verb;

import dev.setpoint.api.wire.ExplanationView;
import dev.setpoint.cli.session.ExitCode;
import dev.setpoint.cli.session.Session;
import dev.setpoint.cli.text.ExplainPage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code explain}: why a resource is as it is. */
public final class ExplainVerb implements Verb {
  @Override
  public CommandSpec spec() {
    return Specs.ofNodes(
            Specs.asking(
                Specs.verb(
                    "explain",
                    "Why a resource is as it is.",
                    List.of(
                        "What it is now, what git says and since which commit, which policy"
                            + " gives its mode, what blocks it, when it is tried again, and what"
                            + " was done to it last."),
                    "setpoint explain web")))
        .addPositional(Specs.resource("1"));
  }

  @Override
  public ExitCode run(ParseResult parsed, Session session) {
    var asking = new Asking(parsed, session);
    var client = asking.client();
    var id = asking.resource(client);
    var pages =
        new Pages<>(
            asking,
            after -> Asking.getOf(client, "explain", id, asking.nodeQuery(after)),
            ExplanationView.All.class,
            ExplanationView.All::next);
    var found = new AtomicBoolean();
    var whole = new ArrayList<ExplanationView>();
    pages.each(page -> {
      found.compareAndSet(false, !page.explanations().isEmpty());
      if (Specs.wantsLines(parsed)) {
        pages.lines(page.explanations());
      } else {
        whole.addAll(page.explanations());
      }
    });
    if (!found.get()) {
      throw Asking.resources(client).unknown(id);
    }
    if (!Specs.wantsLines(parsed)) {
      var all = new ExplanationView.All(whole, "");
      asking.print(Asking.write(all), all, ExplainPage::write);
    }
    return ExitCode.FINE;
  }
}
