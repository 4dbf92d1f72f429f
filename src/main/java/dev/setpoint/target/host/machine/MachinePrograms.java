package dev.setpoint.target.host.machine;

import dev.setpoint.reconcile.FailureReason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Runs the programs of the machine that this process runs on. */
public final class MachinePrograms implements Programs {
  private static final int MAX_OUTPUT_BYTES = 8 << 20;
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
          "LC_ALL", "C.UTF-8",
          "HOME", "/root",
          "DEBIAN_FRONTEND", "noninteractive",
          "APT_LISTCHANGES_FRONTEND", "none",
          "NEEDRESTART_MODE", "l",
          "SYSTEMD_COLORS", "0");

  @Override
  public Result run(List<String> command, Duration within) {
    var builder = new ProcessBuilder(command).redirectInput(ProcessBuilder.Redirect.from(NOTHING));
    builder.environment().clear();
    builder.environment().putAll(new HashMap<>(ENVIRONMENT));
    builder.directory(new java.io.File("/"));
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new HostException(
          FailureReason.TARGET_REFUSED,
          "%s cannot be run: %s; install it or put it into the usual places"
              .formatted(command.getFirst(), e.getMessage()));
    }
    return ended(command, within, process);
  }

  private static final java.io.File NOTHING = new java.io.File("/dev/null");

  private static Result ended(List<String> command, Duration within, Process process) {
    var output = reading(process.getInputStream());
    var errors = reading(process.getErrorStream());
    try {
      if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new HostException(
            FailureReason.TIMEOUT,
            "%s did not end within %d s and was killed; run it by hand to see what it waits for"
                .formatted(command.getFirst(), within.toSeconds()));
      }
      return new Result(process.exitValue(), output.get(), errors.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HostException(
          FailureReason.INTERRUPTED, command.getFirst() + " was stopped, since the agent stops");
    } catch (ExecutionException e) {
      throw new HostException(
          FailureReason.TARGET_REFUSED,
          "what %s said cannot be read: %s".formatted(command.getFirst(), e.getCause()));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** Reads to the end, so that the program never waits for us, and keeps the first part. */
  private static FutureTask<String> reading(InputStream stream) {
    var task = new FutureTask<>(() -> read(stream));
    Thread.ofVirtual().start(task);
    return task;
  }

  private static String read(InputStream stream) {
    try (stream) {
      byte[] first = stream.readNBytes(MAX_OUTPUT_BYTES);
      stream.transferTo(java.io.OutputStream.nullOutputStream());
      return new String(first, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
