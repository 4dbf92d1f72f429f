package dev.setpoint.cli.session;

/** How a run ended, as the shell sees it; stable. */
public enum ExitCode {
  FINE(0, "fine"),
  FOUND(1, "differences or problems found"),
  USAGE(2, "the command was not understood"),
  UNKNOWN(3, "could not tell: the controller, the engine or a file did not answer");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  /** The number for the shell. */
  public int number() {
    return number;
  }

  /** For the help. */
  public String meaning() {
    return meaning;
  }
}
