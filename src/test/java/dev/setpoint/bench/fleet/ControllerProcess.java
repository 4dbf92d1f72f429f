package dev.setpoint.bench.fleet;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The controller as a process of its own. For one thread. */
final class ControllerProcess {
  private static final String LISTENING = "listening ";

  private final Process process;
  private final BufferedReader answers;
  private final OutputStream questions;
  private final int port;

  /** How its nodes stand. */
  record Status(int connected, int ready, long turnedAway) {}

  private ControllerProcess(Process process) {
    this.process = process;
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.questions = process.getOutputStream();
    var line = line();
    while (!line.startsWith(LISTENING)) {
      line = line();
    }
    this.port = Integer.parseInt(line.substring(LISTENING.length()));
  }

  /**
   * Starts it; its port is open when this returns.
   *
   * @param options of the Java machine
   * @param port to listen on; 0 for any
   */
  static ControllerProcess start(List<String> options, Path place, Path repository, int port) {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command = new ArrayList<>(List.of(java));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(BenchController.class.getName(), place.resolve("data").toString()));
    command.addAll(List.of(repository.toString(), String.valueOf(port)));
    File log = place.resolve("controller.log").toFile();
    try {
      var builder = new ProcessBuilder(command);
      builder.environment().put("MALLOC_ARENA_MAX", "1");
      return new ControllerProcess(
          builder.redirectError(ProcessBuilder.Redirect.appendTo(log)).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  /** Polls git now; returns when the orders of what it found are on their way. */
  String poll() {
    return ask("poll");
  }

  Status status() {
    var words = ask("status").split(" ");
    return new Status(
        Integer.parseInt(words[1]), Integer.parseInt(words[2]), Long.parseLong(words[3]));
  }

  private String ask(String word) {
    try {
      questions.write((word + "\n").getBytes(StandardCharsets.UTF_8));
      questions.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line();
  }

  private String line() {
    try {
      var line = answers.readLine();
      if (line == null) {
        throw new IllegalStateException("the controller has ended");
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Resident memory now and at its highest, in MiB. */
  String memory() {
    return "%d MiB, %d MiB at its highest".formatted(kib("VmRSS") >> 10, kib("VmHWM") >> 10);
  }

  private long kib(String name) {
    try {
      return Files.readAllLines(Path.of("/proc", String.valueOf(pid()), "status")).stream()
          .filter(line -> line.startsWith(name + ":"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Processor time so far. */
  long cpuMillis() {
    return process.toHandle().info().totalCpuDuration().orElseThrow().toMillis();
  }

  /** As a crash: nobody is told. */
  void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
