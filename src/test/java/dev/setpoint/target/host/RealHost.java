package dev.setpoint.target.host;

import dev.setpoint.target.host.machine.MachinePrograms;
import dev.setpoint.target.host.machine.Programs;
import dev.setpoint.target.host.machine.Programs.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A Debian with systemd that belongs to one test. This process sees its file tree through that of
 * its process 1, and runs programs within its namespaces.
 */
public final class RealHost implements AutoCloseable {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration SHORT = Duration.ofMinutes(2);
  private static final Path SCRIPT = Path.of("src/test/engines/hosts.sh").toAbsolutePath();

  private final Path home;
  private final String process;

  private RealHost(Path home, String process) {
    this.home = home;
    this.process = process;
  }

  /** Starts one; the first time on a machine its file system is built, which takes a minute. */
  public static RealHost start() throws IOException {
    Path home = Files.createTempDirectory("setpoint-host");
    Files.setAttribute(home, "unix:mode", 0755);
    Files.delete(home);
    var started = script(home, LONG, "start", "1", "bare");
    if (!started.worked()) {
      throw new IllegalStateException("no host can be started: " + started.errors());
    }
    return new RealHost(home, script(home, SHORT, "pid", "host1").output().strip());
  }

  private static Result script(Path home, Duration within, String... arguments) {
    var command = new ArrayList<String>();
    command.addAll(List.of("env", "SETPOINT_TEST_HOSTS=" + home, "SETPOINT_TEST_PRIVILEGED=1"));
    command.add(SCRIPT.toString());
    command.addAll(List.of(arguments));
    return new MachinePrograms().run(command, within);
  }

  /** Its file tree, as this process sees it. */
  public Path root() {
    return Path.of("/proc", process, "root");
  }

  /** Runs programs on it. */
  public Programs programs() {
    var here = new MachinePrograms();
    return (command, within) -> {
      var inside = new ArrayList<>(List.of("nsenter", "-t", process, "-a", "--"));
      inside.addAll(command);
      return here.run(inside, within);
    };
  }

  /** Does something by hand; what it printed. */
  public String sh(String script) {
    var result = programs().run(List.of("sh", "-ec", script), SHORT);
    if (!result.worked()) {
      throw new IllegalStateException(script + ": " + result.errors() + result.output());
    }
    return result.output().strip();
  }

  @Override
  public void close() {
    script(home, SHORT, "stop");
    if (Files.exists(home)) {
      throw new UncheckedIOException(new IOException(home + " is still there"));
    }
  }
}
