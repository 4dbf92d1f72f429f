package dev.setpoint.cli.verb;

import dev.setpoint.api.wire.NewsView;
import dev.setpoint.api.wire.SourceView;
import dev.setpoint.cli.client.EventStream;
import dev.setpoint.cli.client.EventStream.Event;
import dev.setpoint.cli.session.CliFailure;
import dev.setpoint.cli.session.ExitCode;
import dev.setpoint.cli.session.Session;
import dev.setpoint.cli.text.NewsLine;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code events}: what happens, as it happens. */
public final class EventsVerb implements Verb {
  @Override
  public CommandSpec spec() {
    return Specs.asking(
        Specs.verb(
            "events",
            "Follow what happens, as it happens.",
            List.of(
                "One line for each correction that ends and each change of the followed"
                    + " repository, until interrupted. With --output json one JSON object on each"
                    + " line. What was missed is in 'setpoint audit list'."),
            "setpoint events"));
  }

  @Override
  public ExitCode run(ParseResult parsed, Session session) {
    return follow(new Asking(parsed, session));
  }

  static ExitCode follow(Asking asking) {
    try (EventStream stream = asking.client().events()) {
      for (Optional<Event> event = stream.next(); event.isPresent(); event = stream.next()) {
        print(asking, event.get());
      }
    }
    throw CliFailure.unknown(
        "StreamEnded",
        "The controller has closed the stream of events, or went away.",
        "See 'setpoint status'; what was missed is in 'setpoint audit list'.");
  }

  private static void print(Asking asking, Event event) {
    switch (event.name()) {
      case "correction" -> {
        var news = Asking.read(event.data(), NewsView.class);
        asking.print(event.data(), news, NewsLine::correction);
      }
      case "source" -> {
        var source = Asking.read(event.data(), SourceView.class);
        asking.print(event.data(), source, NewsLine::source);
      }
      default -> {
        // A newer controller may tell more than this program knows of.
      }
    }
  }
}
