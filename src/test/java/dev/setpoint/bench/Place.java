package dev.setpoint.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Where a benchmark works: the built program, and a folder of its own that is removed in the end.
 *
 * @param home folder of the launcher
 * @param scratch folder for repositories, data directories and logs
 */
record Place(Path home, Path scratch) {
  /** A folder below the scratch folder, made. */
  Path folder(String name) {
    try {
      return Files.createDirectories(scratch.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path launcher() {
    return home.resolve("setpoint");
  }

  /** Runs a command to its end; its time in milliseconds. Other exit codes end the benchmark. */
  double run(List<String> command, Map<String, String> environment, Integer... codes) {
    Path log = folder("logs").resolve("last-command.log");
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(new LinkedHashMap<>(environment));
    try {
      long start = System.nanoTime();
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(10, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException(command + " did not end");
      }
      double millis = (System.nanoTime() - start) / 1e6;
      if (!(codes.length == 0 ? List.of(0) : List.of(codes)).contains(process.exitValue())) {
        throw new IllegalStateException(
            command + " ended with " + process.exitValue() + ": " + Files.readString(log));
      }
      return millis;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
