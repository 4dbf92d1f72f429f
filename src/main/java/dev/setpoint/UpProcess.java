package dev.setpoint;

import dev.setpoint.agent.order.SecretFiles;
import dev.setpoint.api.wire.ApiAccess;
import dev.setpoint.process.AskedEnd;
import dev.setpoint.process.MachineEngines;
import dev.setpoint.store.StoreRefusedException;
import dev.setpoint.target.docker.guard.PolicyFile;
import io.micrometer.core.instrument.Metrics;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** Runs {@code up}: the loops first, then the framework around them, until told to end. */
final class UpProcess implements QuarkusApplication {
  private static final int COULD_NOT_TELL = 3;
  private static final Path MACHINE_POLICY = Path.of("/etc/setpoint/policy.yaml");

  /** The framework makes its own objects and finds the running parts only here. */
  private static final AtomicReference<@Nullable Running> RUNNING = new AtomicReference<>();

  /**
   * What runs.
   *
   * @param up the loops
   * @param settings what they run with
   */
  record Running(UpWiring up, UpSettings settings) {}

  /** Started by the framework alone. */
  public UpProcess() {}

  static Running running() {
    var running = RUNNING.get();
    if (running == null) {
      throw new IllegalStateException("the loops do not run in this process");
    }
    return running;
  }

  /**
   * Whoever starts {@code up} gives the orders too, so a machine without a policy file has no
   * policy.
   */
  private static UpWiring.EnginesMaker enginesUnder(UpSettings settings) {
    Path data = settings.data();
    Path nearby = data.resolve("policy.yaml");
    Path file = Files.exists(nearby, LinkOption.NOFOLLOW_LINKS) ? nearby : MACHINE_POLICY;
    var policy = new MachineEngines.MachinePolicy(PolicyFile.orOpen(file), List.of(data));
    var access =
        new MachineEngines.ServerAccess(
            data.resolve("servers"), new SecretFiles(settings.secrets()));
    return (machine, inside, choices, timeline) ->
        new MachineEngines(machine, policy, access, inside, choices, timeline);
  }

  /** Starts, waits, stops; the exit code of the program. */
  static int run(UpSettings settings, int port) {
    try (var _ = new AskedEnd(UpProcess::flush);
        var up = new UpWiring(settings, Metrics.globalRegistry, enginesUnder(settings))) {
      RUNNING.set(new Running(up, settings));
      System.setProperty("quarkus.http.port", Integer.toString(port));
      up.start();
      var code = new AtomicInteger();
      Quarkus.run(UpProcess.class, (exit, _) -> code.set(exit));
      return code.get() == 0 ? 0 : COULD_NOT_TELL;
    } catch (StoreRefusedException e) {
      System.err.println("setpoint: " + e.getMessage());
      return COULD_NOT_TELL;
    } finally {
      RUNNING.set(null);
    }
  }

  private static void flush() {
    System.out.flush();
    System.err.flush();
  }

  @Override
  public int run(String... args) throws IOException {
    int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
    new ApiAccess(running().settings().data()).announce(port);
    Quarkus.waitForExit();
    return 0;
  }
}
