package dev.setpoint.cli.session;

import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Map;

/**
 * What one run of the program has at hand.
 *
 * @param out results
 * @param err messages and progress
 * @param env environment variables
 * @param clock for relative times
 * @param terminal whether a person watches
 * @param ports what lives in other rooms
 */
public record Session(
    PrintStream out,
    PrintStream err,
    Map<String, String> env,
    InstantSource clock,
    boolean terminal,
    CliPorts ports) {

  /** Whether output is coloured: on a terminal, unless NO_COLOR is set to anything. */
  public boolean coloured() {
    return terminal
        && env.getOrDefault("NO_COLOR", "").isEmpty()
        && !"dumb".equals(env.get("TERM"));
  }

  /** Says on a terminal what takes long; to be called before it begins. */
  public void progress(String what) {
    if (terminal) {
      err.println(what + " ...");
      err.flush();
    }
  }
}
