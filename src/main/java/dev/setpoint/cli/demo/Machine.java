package dev.setpoint.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The machine that the demo runs on: who we are on it, and its programs.
 *
 * @param env environment variables
 */
record Machine(Map<String, String> env) {
  private static final int LONGEST_MINUTES = 15;

  boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** Whether packages come from apt, as on Debian and Ubuntu. */
  boolean hasApt() {
    return Files.exists(Path.of("/etc/debian_version")) && has("apt-get");
  }

  /** Whether systemd runs services here. */
  boolean hasSystemd() {
    return Files.isDirectory(Path.of("/run/systemd/system"));
  }

  /** Whether a program is on the path. */
  boolean has(String program) {
    return Arrays.stream((env.getOrDefault("PATH", "") + ":/usr/sbin:/sbin").split(":", -1))
        .filter(directory -> directory.startsWith("/"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  /**
   * Runs a program to its end.
   *
   * @param log file that its output is added to
   * @return whether it ended with 0
   */
  boolean run(Path log, List<String> command) throws IOException, InterruptedException {
    Process process = start(log, command);
    if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      return false;
    }
    return process.exitValue() == 0;
  }

  /** Starts a program in a session of its own, so that Ctrl-C does not reach it. */
  long leave(Path log, List<String> command) throws IOException {
    var detached = new ArrayList<String>();
    if (has("setsid")) {
      detached.add("setsid");
    }
    detached.addAll(command);
    return start(log, detached).pid();
  }

  private static Process start(Path log, List<String> command) throws IOException {
    Files.createDirectories(log.toAbsolutePath().getParent());
    var builder = new ProcessBuilder(command);
    builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return builder.start();
  }
}
