package dev.setpoint.cli.verb;

import dev.setpoint.cli.session.ExitCode;
import dev.setpoint.cli.session.Session;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code schema}: the JSON Schema of manifests. */
public final class SchemaVerb implements Verb {
  @Override
  public CommandSpec spec() {
    return Specs.verb(
        "schema",
        "Print the JSON Schema of manifests, for editors.",
        List.of("Name the file in a manifest's first line, and the editor completes and checks."),
        "setpoint schema > schema.json",
        "# yaml-language-server: $schema=schema.json");
  }

  @Override
  public ExitCode run(ParseResult parsed, Session session) {
    session.out().print(session.ports().schema().get());
    return ExitCode.FINE;
  }
}
