package dev.setpoint.cli.verb;

import dev.setpoint.cli.session.ExitCode;
import dev.setpoint.cli.session.Session;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** One verb of the command line. */
public interface Verb {
  /** Its options, parameters and help; a new one for each call. */
  CommandSpec spec();

  /** Does it. */
  ExitCode run(ParseResult parsed, Session session) throws InterruptedException;
}
