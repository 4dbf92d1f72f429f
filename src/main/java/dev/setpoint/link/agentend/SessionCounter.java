package dev.setpoint.link.agentend;

/** Numbers the connections of an agent over all its starts. */
@FunctionalInterface
public interface SessionCounter {
  /**
   * A number greater than every one before; durable when it returns.
   *
   * @throws RuntimeException when it cannot be made durable; then there is no connection
   */
  long raise();
}
