package dev.setpoint.target.lxd.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A command to run in an instance; it reads nothing.
 *
 * @param command program and arguments; no shell is involved
 * @param environment added to the instance's own
 * @param user numeric id that it runs as
 * @param group numeric id that it runs as
 * @param directory that it runs in; empty for the user's home
 * @param within how long it may take
 */
public record ExecRequest(
    List<String> command,
    Map<String, String> environment,
    long user,
    long group,
    String directory,
    Duration within) {
  public ExecRequest {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /** A command of root. */
  public static ExecRequest of(Duration within, String... command) {
    return new ExecRequest(List.of(command), Map.of(), 0, 0, "", within);
  }

  /** Arguments and environment may hold secrets. */
  @Override
  public String toString() {
    return "ExecRequest[" + (command.isEmpty() ? "" : command.getFirst()) + "]";
  }
}
