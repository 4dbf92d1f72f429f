package dev.setpoint;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Entry point of the program: the verbs of the command line and the long-running `up`. */
@QuarkusMain
public final class Main {
  private Main() {}

  /** Runs the verb that the arguments name. */
  public static void main(String[] args) {
    Quarkus.run(args);
  }
}
