package dev.setpoint.cli.fleet;

import dev.setpoint.api.wire.fleet.WishRequest;
import dev.setpoint.cli.session.CliFailure;
import dev.setpoint.cli.session.ExitCode;
import dev.setpoint.cli.session.Session;
import dev.setpoint.cli.text.Escaped;
import dev.setpoint.cli.text.Paper;
import dev.setpoint.cli.verb.Asking;
import dev.setpoint.cli.verb.Specs;
import dev.setpoint.cli.verb.Verb;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code rollback} and {@code reset}: a person asks a node to do something once. */
public final class WishVerb implements Verb {
  private static final String WIPE = "--wipe";
  private static final String YES = "--yes";

  private final boolean resets;

  private WishVerb(boolean resets) {
    this.resets = resets;
  }

  /** The verb {@code rollback}. */
  public static WishVerb rollback() {
    return new WishVerb(false);
  }

  /** The verb {@code reset}. */
  public static WishVerb reset() {
    return new WishVerb(true);
  }

  @Override
  public CommandSpec spec() {
    return (resets ? resetSpec() : rollbackSpec())
        .addPositional(Specs.resource("1"))
        .addOption(
            Specs.option("--node", "NODE", "The node, where more than one holds the resource."))
        .addOption(Specs.option("--why", "TEXT", "The reason, for others and the trail."));
  }

  private static CommandSpec rollbackSpec() {
    return Specs.asking(
        Specs.verb(
            "rollback",
            "Bring the former instance back.",
            List.of(
                "The instance that was replaced last takes its name, volumes and addresses back,"
                    + " and the one that is left is kept in its place. The declaration that is left"
                    + " is not tried again until git changes it; a second rollback goes forward"
                    + " again. Waits until it is done; ends with 1 when it is not."),
            "setpoint rollback instance/shop1 --why 'the new image loses orders'"));
  }

  private static CommandSpec resetSpec() {
    return Specs.asking(
            Specs.verb(
                "reset",
                "Throw the writable state away and come back as declared.",
                List.of(
                    "An Instance or a Container is made anew, with empty volumes where they are"
                        + " named. A volume that something else uses, or that is not ours, is"
                        + " refused. Of an Instance the former one is kept for a while; what"
                        + " was in a wiped volume is gone for good. Waits until it is done; ends"
                        + " with 1 when it is not."),
                "setpoint reset instance/shop1 --wipe orders --yes"))
        .addOption(
            OptionSpec.builder(WIPE)
                .paramLabel("VOLUME")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1")
                .description("A volume that is made anew, too; can be given more than once.")
                .build())
        .addOption(Specs.flag(YES, "Do it: without this, only what would be lost is said."));
  }

  @Override
  public ExitCode run(ParseResult parsed, Session session) {
    var asking = new Asking(parsed, session);
    var client = asking.client();
    String resource = asking.resource(client).toString();
    List<String> wipe = resets ? parsed.matchedOptionValue(WIPE, List.<String>of()) : List.of();
    if (resets && !Specs.isSet(parsed, YES)) {
      throw CliFailure.usage("NotConfirmed", lost(resource, wipe), "Add --yes to do it.");
    }
    String node = Specs.value(parsed, "--node", "");
    var request =
        new WishRequest(
            resource,
            node.isEmpty() ? null : node,
            wipe,
            asking.person(),
            Specs.value(parsed, "--why", ""));
    session.progress((resets ? "resetting " : "rolling back ") + resource);
    String json = client.post(resets ? "reset" : "rollback", Asking.write(request));
    var done = Asking.read(json, WishRequest.Done.class);
    asking.print(json, done, this::page);
    return done.done() ? ExitCode.FINE : ExitCode.FOUND;
  }

  private static String lost(String resource, List<String> wipe) {
    String volumes =
        wipe.isEmpty()
            ? "its volumes stay"
            : "everything in %s is lost for good".formatted(String.join(", ", wipe));
    return "A reset throws away what %s has written to itself, and %s."
        .formatted(resource, volumes);
  }

  private void page(Paper paper, WishRequest.Done done) {
    String what = resets ? "reset " : "rolled back ";
    String where = Escaped.line(done.resource()) + " on " + Escaped.line(done.node());
    if (done.done()) {
      String span = Paper.span(Duration.ofMillis(done.tookMillis()));
      paper.line(what, where, " in ", span, ": ", Escaped.line(done.message()));
    } else {
      String failure = Escaped.line(String.valueOf(done.failure()));
      paper.line("not ", what, where, " (", failure, "): ", Escaped.line(done.message()));
    }
  }
}
