package dev.setpoint.fleet;

/** A node was asked something while it was not connected, or it left before it answered. */
public final class NodeAwayException extends RuntimeException {
  /** With the sentence that people see. */
  public NodeAwayException(String message) {
    super(message);
  }
}
