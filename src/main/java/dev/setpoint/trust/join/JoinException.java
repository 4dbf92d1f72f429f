package dev.setpoint.trust.join;

/** Joining or renewing failed; the message says what, why and what to do, without any secret. */
public final class JoinException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean isFinal;

  JoinException(String message, boolean isFinal, Throwable cause) {
    super(message, cause);
    this.isFinal = isFinal;
  }

  JoinException(String message, boolean isFinal) {
    super(message);
    this.isFinal = isFinal;
  }

  /** Whether the controller has refused, so that trying again is of no use. */
  public boolean isFinal() {
    return isFinal;
  }
}
