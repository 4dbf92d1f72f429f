package dev.setpoint.cli.verb;

import dev.setpoint.cli.session.ExitCode;
import dev.setpoint.cli.session.Session;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code version}: which program this is. */
public final class VersionVerb implements Verb {
  @Override
  public CommandSpec spec() {
    return Specs.printing(
        Specs.verb("version", "Print the version.", List.of(), "setpoint version"));
  }

  @Override
  public ExitCode run(ParseResult parsed, Session session) {
    String version = session.ports().version();
    session
        .out()
        .println(
            Specs.wantsJson(parsed)
                ? Asking.write(Map.of("version", version))
                : "setpoint " + version);
    return ExitCode.FINE;
  }
}
