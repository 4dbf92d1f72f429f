package dev.setpoint.cli;

import dev.setpoint.api.wire.ErrorView;
import dev.setpoint.api.wire.WireJson;
import dev.setpoint.cli.session.CliFailure;
import dev.setpoint.cli.session.CliPorts;
import dev.setpoint.cli.session.ExitCode;
import dev.setpoint.cli.session.Session;
import dev.setpoint.cli.text.Escaped;
import dev.setpoint.cli.verb.Verb;
import java.io.IOException;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command line: runs the verb that the arguments name. */
public final class Cli {
  private static final List<String> JSON_WANTED = List.of("--output=json", "-ojson", "-o=json");

  private final CliPorts ports;
  private final InstantSource clock;

  /** A command line over these parts. */
  public Cli(CliPorts ports, InstantSource clock) {
    this.ports = ports;
    this.clock = clock;
  }

  /** Runs one command and returns the exit code of the program. */
  public int run(String[] args, PrintStream out, PrintStream err, Map<String, String> env) {
    var session = new Session(out, err, env, clock, ports.terminal().getAsBoolean(), ports);
    ExitCode code = guarded(args, session);
    out.flush();
    err.flush();
    return code.number();
  }

  private ExitCode guarded(String[] args, Session session) {
    try {
      return dispatch(args, session);
    } catch (CliFailure failure) {
      tell(args, session, failure);
      return failure.code();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      session.err().println("setpoint: interrupted");
      return ExitCode.UNKNOWN;
    }
  }

  private ExitCode dispatch(String[] args, Session session) throws InterruptedException {
    String name = args.length == 0 ? "--help" : args[0];
    Optional<Verb> verb = new Verbs().find(name);
    if (verb.isPresent()) {
      return run(verb.get(), Arrays.copyOfRange(args, 1, args.length), session);
    }
    return new Overview(new Verbs()).answer(name, args, session);
  }

  private static ExitCode run(Verb verb, String[] args, Session session)
      throws InterruptedException {
    var command = new CommandLine(verb.spec());
    command.setCaseInsensitiveEnumValuesAllowed(true);
    try {
      ParseResult parsed = command.parseArgs(args);
      if (parsed.isUsageHelpRequested()) {
        command.usage(session.out(), Overview.colours(session));
        return ExitCode.FINE;
      }
      return verb.run(parsed, session);
    } catch (ParameterException e) {
      throw CliFailure.usage(
          "Usage",
          String.valueOf(e.getMessage()),
          "See '" + command.getCommandSpec().name() + " --help'.");
    }
  }

  private static void tell(String[] args, Session session, CliFailure failure) {
    if (wantsJson(args)) {
      session.out().println(json(failure));
      return;
    }
    session.err().println("setpoint: " + Escaped.line(failure.sentence()));
    session.err().println("  " + Escaped.line(failure.remedy()));
  }

  private static boolean wantsJson(String[] args) {
    List<String> all = Arrays.asList(args);
    int output = Math.max(all.indexOf("--output"), all.indexOf("-o"));
    return all.stream().anyMatch(JSON_WANTED::contains)
        || (output >= 0 && output + 1 < all.size() && all.get(output + 1).equals("json"));
  }

  private static String json(CliFailure failure) {
    try {
      return WireJson.mapper()
          .writeValueAsString(new ErrorView(failure.error(), failure.sentence(), failure.remedy()));
    } catch (IOException e) {
      throw new IllegalStateException("a record of three strings is always JSON", e);
    }
  }
}
