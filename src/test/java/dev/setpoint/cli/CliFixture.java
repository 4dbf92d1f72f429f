package dev.setpoint.cli;

import dev.setpoint.adopt.Adopted;
import dev.setpoint.api.Worlds;
import dev.setpoint.cli.session.CliPorts;
import dev.setpoint.cli.session.CliPorts.DirectoryRead;
import dev.setpoint.cli.session.UpOptions;
import dev.setpoint.manifest.yaml.Problem;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Runs the command line as a person would, at one fixed time and on no terminal. */
final class CliFixture {
  private final Map<String, String> env;
  private final List<UpOptions> started = new ArrayList<>();
  private boolean terminal;

  CliFixture(Path data) {
    this.env = Map.of("SETPOINT_DATA", data.toString(), "SUDO_USER", "ann");
  }

  /** What came of a run. */
  record Result(int code, String out, String err) {}

  List<UpOptions> started() {
    return started;
  }

  CliFixture onTerminal() {
    terminal = true;
    return this;
  }

  private Adopted adopted = new Adopted(List.of(), List.of(), List.of(), List.of(), Map.of());

  Result run(String... args) {
    return run(env, args);
  }

  Result run(Map<String, String> environment, String... args) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int code =
        new Cli(ports(), InstantSource.fixed(Worlds.NOW))
            .run(args, stream(out), stream(err), environment);
    return new Result(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** What {@code adopt} finds from now on. */
  void finds(Adopted found) {
    adopted = found;
  }

  private CliPorts ports() {
    return new CliPorts(
        "0.1.0",
        options -> {
          started.add(options);
          return 0;
        },
        CliFixture::read,
        tree ->
            tree.find("broken.yaml").isPresent()
                ? List.of(
                    new Problem("broken.yaml", 4, 3, "unknown key 'imgae'", "why", "write 'image'"),
                    new Problem("broken.yaml", 2, 1, "no\u001b[31m", "why", "remedy"))
                : List.of(),
        () -> "{\"title\": \"schema\"}\n",
        () -> terminal,
        () -> {
          throw new IllegalStateException("no demo here");
        },
        _ -> adopted);
  }

  private static DirectoryRead read(Path directory) {
    if (!directory.toFile().isDirectory()) {
      return new DirectoryRead.Refused("NoDirectory", directory + " is not a directory.");
    }
    return new DirectoryRead.Files(new DirectoryFiles(directory));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  static String transcript(String[] args, Result result) {
    return "$ setpoint "
        + String.join(" ", Arrays.asList(args))
        + "\n"
        + result.out()
        + (result.err().isEmpty() ? "" : "[stderr]\n" + result.err())
        + "[exit "
        + result.code()
        + "]\n";
  }
}
