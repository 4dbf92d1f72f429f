package dev.setpoint.cli.session;

/** Runs controller and local agent in this process. */
@FunctionalInterface
public interface Starter {
  /**
   * Starts, and comes back when the process is told to end.
   *
   * @return exit code of the program
   */
  int run(UpOptions options);
}
