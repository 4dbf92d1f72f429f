package dev.setpoint.cli.demo;

import dev.setpoint.cli.demo.DemoPorts.EngineFinder;
import dev.setpoint.cli.demo.DemoPorts.FoundEngine;
import dev.setpoint.cli.session.CliFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Gets the demo an engine: the one that is there, a new one, or the simulated one. */
record DemoEngines(EngineFinder finder, Machine machine, DemoOptions options, PrintStream out) {
  private static final int TRIES = 120;
  private static final int BETWEEN_TRIES_MS = 500;

  /**
   * The engine to use; empty for the simulated one.
   *
   * @param whySimulated a sentence, when there is no real one
   */
  record Choice(Optional<FoundEngine> real, String whySimulated) {
    static Choice of(FoundEngine real) {
      return new Choice(Optional.of(real), "");
    }

    static Choice simulated(String why) {
      return new Choice(Optional.empty(), why);
    }
  }

  Choice choose() throws IOException, InterruptedException {
    if (options.engine().equals("simulated")) {
      return Choice.simulated("--engine simulated asks for it.");
    }
    Optional<FoundEngine> found = find();
    if (found.isPresent()) {
      out.println("Using " + found.get().product() + " at " + found.get().address() + ".");
      return Choice.of(found.get());
    }
    if (options.engine().equals("podman")) {
      throw CliFailure.unknown(
          "NoEngine",
          "No Podman answers on this machine.",
          "Install it and start its socket ('podman system service --time=0 &'), or leave"
              + " --engine away.");
    }
    return install();
  }

  private Optional<FoundEngine> find() {
    return finder.find(machine.env()).stream()
        .filter(engine -> options.engine().isEmpty() || engine.name().equals(options.engine()))
        .findFirst();
  }

  private Choice install() throws IOException, InterruptedException {
    if (!options.mayInstall()) {
      return Choice.simulated("No engine answers, and --no-install forbids to install one.");
    }
    if (!machine.isRoot() || !machine.hasApt()) {
      return Choice.simulated(
          "No engine answers, and one can be installed only by root on Debian or Ubuntu.");
    }
    if (!machine.has("dockerd") && !installDocker()) {
      return Choice.simulated(
          "docker.io could not be installed; the log is " + options.log("install") + ".");
    }
    startDocker();
    return await()
        .map(Choice::of)
        .orElseGet(() ->
            Choice.simulated(
                "dockerd does not answer; its log is " + options.log("dockerd") + "."));
  }

  private boolean installDocker() throws IOException, InterruptedException {
    out.println("No container engine answers on this machine.");
    boolean installed = Packages.of(machine, options, out).install("docker.io", "iptables");
    if (installed && !machine.has("docker")) {
      // Newer releases have the command in a package of its own; only the hints need it.
      Packages.of(machine, options, out).install("docker-cli");
    }
    return installed;
  }

  private void startDocker() throws IOException, InterruptedException {
    if (machine.hasSystemd()) {
      out.println("Starting Docker: systemctl start docker");
      machine.run(options.log("dockerd"), List.of("systemctl", "start", "docker"));
      return;
    }
    Path log = options.log("dockerd");
    out.println("Starting Docker in the background: dockerd (log: " + log + ")");
    long pid = machine.leave(log, List.of("dockerd"));
    Files.writeString(options.data().resolve("demo/dockerd.pid"), pid + "\n");
  }

  private Optional<FoundEngine> await() throws InterruptedException {
    var never = new CountDownLatch(1);
    for (int i = 0; i < TRIES; i++) {
      Optional<FoundEngine> found = find();
      if (found.isPresent()) {
        out.println("Using " + found.get().product() + " at " + found.get().address() + ".");
        return found;
      }
      if (never.await(BETWEEN_TRIES_MS, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("nobody counts this down");
      }
    }
    return Optional.empty();
  }
}
