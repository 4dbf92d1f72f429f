package dev.setpoint;

import dev.setpoint.cli.Cli;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.time.InstantSource;

/** Entry point of the program. Only {@code up} starts the framework; every other verb does not. */
@QuarkusMain
public final class Main {
  private Main() {}

  /** Runs the verb that the arguments name, and ends with its exit code. */
  public static void main(String[] args) {
    var cli = new Cli(CliWiring.ports(), InstantSource.system());
    System.exit(cli.run(args, System.out, System.err, System.getenv()));
  }
}
