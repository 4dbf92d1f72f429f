package dev.setpoint.target.draft;

import java.util.List;

/**
 * Writes down what is live, as manifests would say it. It only reads. Whatever can be taken over by
 * git has one: containers, instances, and later on the parts of a machine itself.
 */
@FunctionalInterface
public interface Drafter {
  /**
   * Everything that it finds, in a stable order.
   *
   * @throws Unreadable when that cannot be told
   */
  List<Draft> drafts();

  /** What is live cannot be told. */
  final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** A sentence on what did not answer and why. */
    public Unreadable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
