package dev.setpoint.cli.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Installs packages of the distribution, saying so first. */
record Packages(Machine machine, DemoOptions options, PrintStream out) {
  private static final List<String> INSTALL =
      List.of("apt-get", "install", "-y", "--no-install-recommends");

  static Packages of(Machine machine, DemoOptions options, PrintStream out) {
    return new Packages(machine, options, out);
  }

  /** Installs; with a fresh list of packages when the machine's own does not do. */
  boolean install(String... packages) throws IOException, InterruptedException {
    var command = new ArrayList<>(INSTALL);
    command.addAll(List.of(packages));
    var log = options.log("install");
    out.println("Installing: " + String.join(" ", command) + " (log: " + log + ")");
    out.flush();
    return machine.run(log, command)
        || (machine.run(log, List.of("apt-get", "update")) && machine.run(log, command));
  }
}
