package dev.setpoint.link.session;

/** A connection cannot go on: messages were lost, doubled or too many, or nothing is read. */
public class LineBrokenException extends RuntimeException {
  /** With what broke. */
  public LineBrokenException(String message) {
    super(message);
  }
}
