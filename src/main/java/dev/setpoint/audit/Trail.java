package dev.setpoint.audit;

/** Appends to the record. Safe for many threads. */
public interface Trail {
  /**
   * Appends an event and returns its index once it is durable.
   *
   * @throws TrailUnavailableException when it cannot be made durable; then nothing may be done that
   *     the event was to announce
   */
  long append(AuditEvent event);

  /** The record cannot be written, so no effect may follow. */
  final class TrailUnavailableException extends RuntimeException {
    /** With the sentence that people see, and the cause. */
    public TrailUnavailableException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
