package dev.setpoint.manifest.yaml;

/** Ends the reading of a file whose rest cannot be trusted; never leaves this package. */
final class Unreadable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  Unreadable(Problem problem) {
    super(problem.what(), null, false, false);
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
