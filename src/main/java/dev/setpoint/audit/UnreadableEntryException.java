package dev.setpoint.audit;

import org.jspecify.annotations.Nullable;

/** Bytes in the trail that this version cannot read as an entry. */
public final class UnreadableEntryException extends RuntimeException {
  /** With the sentence that people see. */
  public UnreadableEntryException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
