package dev.setpoint.bench;

import dev.setpoint.fixture.TestEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The agent as a controller gives it to machines: unpacked, joined, and started by its launcher.
 */
final class PackedAgent implements AutoCloseable {
  private static final int END_WITHIN_SECONDS = 30;

  private final Process process;

  private PackedAgent(Process process) {
    this.process = process;
  }

  /** Where one agent lives. */
  record Home(Place place, Path launcher, Path state) {
    /** Unpacks the archive beside the built program. */
    static Home unpack(Place place) {
      Path folder = place.folder("agent");
      var archive = place.home().resolve("target/quarkus-app/agent/agent.tar.gz").toString();
      place.run(List.of("tar", "-xzf", archive, "-C", folder.toString()), Map.of());
      return new Home(
          place, folder.resolve("setpoint-agent/bin/setpoint-agent"), folder.resolve("state"));
    }

    /** Joins with a token, which goes through a pipe as the pasted command does it. */
    void join(String controller, String node, String token) {
      var join =
          "printf '%s\\n' \"$TOKEN\" | \"$0\" join --controller \"$1\" --node \"$2\" --state \"$3\"";
      place.run(
          List.of("sh", "-c", join, launcher.toString(), controller, node, state.toString()),
          Map.of("TOKEN", token));
    }

    /** Starts it on the older Docker. */
    PackedAgent start() {
      var log = place.folder("logs").resolve("agent.log").toFile();
      var builder =
          new ProcessBuilder(launcher.toString(), "run", "--state", state.toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
      builder.environment().put("SETPOINT_ENGINES", "docker=" + TestEngine.DOCKER20.socket());
      builder.environment().put("SETPOINT_HOLD", state.resolve("hold").toString());
      builder.environment().put("SETPOINT_POLICY", state.resolve("policy.yaml").toString());
      try {
        Files.createDirectories(state);
        var process = builder.start();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroy));
        return new PackedAgent(process);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  ProcessFigures figures() {
    if (!process.isAlive()) {
      throw new IllegalStateException("the agent ended; see logs/agent.log");
    }
    return ProcessFigures.of(process.pid());
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(END_WITHIN_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
