package dev.setpoint.cli;

import dev.setpoint.cli.session.CliFailure;
import dev.setpoint.cli.session.ExitCode;
import dev.setpoint.cli.session.Session;
import dev.setpoint.cli.text.Distance;
import java.io.PrintStream;
import java.util.Set;
import picocli.CommandLine.Help.Ansi;

/** What the program says when no verb is named, or one that it does not have. */
record Overview(Verbs verbs) {
  private static final Set<String> HELP = Set.of("--help", "-h", "help");
  private static final Set<String> VERSION = Set.of("--version", "-V");

  static Ansi colours(Session session) {
    return session.coloured() ? Ansi.ON : Ansi.OFF;
  }

  ExitCode answer(String name, String[] args, Session session) {
    if (VERSION.contains(name)) {
      session.out().println("setpoint " + session.ports().version());
      return ExitCode.FINE;
    }
    if (!HELP.contains(name)) {
      throw CliFailure.usage(
          "UnknownVerb",
          "There is no verb '" + name + "'." + nearest(name),
          "See 'setpoint --help' for all verbs.");
    }
    print(session.out());
    return args.length == 0 ? ExitCode.USAGE : ExitCode.FINE;
  }

  private void print(PrintStream out) {
    out.println("Setpoint keeps containers as a git repository declares them.");
    out.println();
    out.println("Usage: setpoint VERB [OPTIONS]");
    out.println();
    int width = verbs.names().stream().mapToInt(String::length).max().orElse(0);
    verbs.names().forEach(name -> out.println(line(name, width)));
    out.println();
    out.println("'setpoint VERB --help' tells more. Exit codes:");
    for (ExitCode code : ExitCode.values()) {
      out.println("  " + code.number() + "  " + code.meaning());
    }
  }

  private String line(String name, int width) {
    return "  " + name + " ".repeat(width - name.length() + 2) + verbs.summary(name);
  }

  private String nearest(String name) {
    String near = String.join("' or '", Distance.nearest(name, verbs.names()));
    return near.isEmpty() ? "" : " Did you mean '" + near + "'?";
  }
}
