package dev.setpoint.cli.verb;

import dev.setpoint.api.wire.SuspendRequest;
import dev.setpoint.cli.client.ApiClient;
import dev.setpoint.cli.session.CliFailure;
import dev.setpoint.cli.session.Durations;
import dev.setpoint.cli.session.ExitCode;
import dev.setpoint.cli.session.Session;
import dev.setpoint.cli.text.Escaped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code suspend} and {@code resume}: takes something out of reconciliation, and puts it back. */
public final class SuspendVerb implements Verb {
  private final boolean suspends;

  private SuspendVerb(boolean suspends) {
    this.suspends = suspends;
  }

  /** The verb {@code suspend}. */
  public static SuspendVerb suspend() {
    return new SuspendVerb(true);
  }

  /** The verb {@code resume}. */
  public static SuspendVerb resume() {
    return new SuspendVerb(false);
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = suspends ? suspendSpec() : resumeSpec();
    return spec.addPositional(Specs.resource("0..1"))
        .addOption(
            Specs.option("--node", "NODE", "Only on this node; without RESOURCE the whole node."));
  }

  private static CommandSpec suspendSpec() {
    return Specs.asking(
            Specs.verb(
                "suspend",
                "Take a resource, or a whole node, out of reconciliation.",
                List.of(
                    "It is still looked at and reported, but not corrected, until it is resumed or"
                        + " the time is over. Who and why go into the trail."),
                "setpoint suspend web --for 2h --why 'debugging on the machine'",
                "setpoint suspend --node local"))
        .addOption(Specs.option("--for", "DURATION", "End it by itself, such as 30m or 2h."))
        .addOption(Specs.option("--why", "TEXT", "The reason, for others and the trail."));
  }

  private static CommandSpec resumeSpec() {
    return Specs.asking(
        Specs.verb(
            "resume",
            "Put it back into reconciliation.",
            List.of("Ends with 1 when it was not suspended."),
            "setpoint resume web",
            "setpoint resume --node local"));
  }

  @Override
  public ExitCode run(ParseResult parsed, Session session) {
    var asking = new Asking(parsed, session);
    var client = asking.client();
    String path = suspends ? "suspend" : "resume";
    String json = client.post(path, Asking.write(request(asking, client)));
    var done = Asking.read(json, SuspendRequest.Done.class);
    asking.print(json, done, (paper, answer) -> paper.line(sentence(answer)));
    return done.nodes().isEmpty() ? ExitCode.FOUND : ExitCode.FINE;
  }

  private String sentence(SuspendRequest.Done done) {
    String what = done.resource() == null ? "everything" : Escaped.line(done.resource());
    if (done.nodes().isEmpty()) {
      return what + " was not suspended";
    }
    String nodes = Escaped.line(String.join(", ", done.nodes()));
    return (suspends ? "suspended " : "resumed ") + what + " on " + nodes;
  }

  private SuspendRequest request(Asking asking, ApiClient client) {
    ParseResult parsed = asking.parsed();
    String resource = parsed.matchedPositionalValue(0, "");
    String node = Specs.value(parsed, "--node", "");
    if (resource.isEmpty() && node.isEmpty()) {
      throw CliFailure.usage(
          "Usage",
          "Neither a resource nor a node is named.",
          "Write a resource such as container/web, or --node NODE for the whole node.");
    }
    return new SuspendRequest(
        node.isEmpty() ? null : node,
        resource.isEmpty() ? null : asking.resource(client).toString(),
        asking.person(),
        suspends ? Specs.value(parsed, "--why", "") : "",
        suspends ? until(asking) : null);
  }

  private static @Nullable Instant until(Asking asking) {
    String span = Specs.value(asking.parsed(), "--for", "");
    return span.isEmpty()
        ? null
        : asking.session().clock().instant().plus(Durations.parse("--for", span));
  }
}
