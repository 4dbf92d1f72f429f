package dev.setpoint.cli.session;

/** A verb that cannot go on, with what the person in front of it is told. */
public final class CliFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode code;
  private final String error;
  private final String remedy;

  private CliFailure(ExitCode code, String error, String message, String remedy) {
    super(message, null, false, false);
    this.code = code;
    this.error = error;
    this.remedy = remedy;
  }

  /** The command names something that is not there or makes no sense. */
  public static CliFailure usage(String error, String message, String remedy) {
    return new CliFailure(ExitCode.USAGE, error, message, remedy);
  }

  /** Nobody can tell, because something did not answer. */
  public static CliFailure unknown(String error, String message, String remedy) {
    return new CliFailure(ExitCode.UNKNOWN, error, message, remedy);
  }

  /** How the run ends. */
  public ExitCode code() {
    return code;
  }

  /** The stable word. */
  public String error() {
    return error;
  }

  /** What failed, on what and why. */
  public String sentence() {
    String message = getMessage();
    return message == null ? error : message;
  }

  /** What to do. */
  public String remedy() {
    return remedy;
  }
}
