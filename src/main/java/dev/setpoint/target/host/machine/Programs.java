package dev.setpoint.target.host.machine;

import java.time.Duration;
import java.util.List;

/** Runs programs of the machine. Safe for many threads; blocks until the program has ended. */
@FunctionalInterface
public interface Programs {
  /**
   * Runs one, with no shell, no input, and an environment of its own: {@code PATH} of the system
   * and the language C.
   *
   * @param command program and arguments
   * @param within it is killed after so long
   * @throws HostException when it cannot be started or takes too long
   */
  Result run(List<String> command, Duration within);

  /**
   * What came of it.
   *
   * @param output the first part of what it wrote to standard output
   * @param errors the first part of what it wrote to standard error
   */
  record Result(int exitCode, String output, String errors) {
    /** Whether it says that it worked. */
    public boolean worked() {
      return exitCode == 0;
    }

    /** The last lines of what it said, in one line for a message. */
    public String complaint() {
      String said = errors.isBlank() ? output : errors;
      List<String> lines = said.strip().lines().map(String::strip).toList();
      int most = 3;
      String tail =
          String.join("; ", lines.subList(Math.max(0, lines.size() - most), lines.size()));
      return tail.isEmpty() ? "it ended with code " + exitCode : tail;
    }
  }
}
