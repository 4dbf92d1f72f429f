package dev.setpoint.link.session;

/** A message does not fit into a frame. Nothing of it was sent, and the connection stands. */
public final class TooLargeException extends LineBrokenException {
  private static final long serialVersionUID = 1;

  TooLargeException(String message) {
    super(message);
  }
}
