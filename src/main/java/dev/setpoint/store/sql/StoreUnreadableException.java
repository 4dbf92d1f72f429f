package dev.setpoint.store.sql;

import org.jspecify.annotations.Nullable;

/** The database could not be read just now; the message says why and what to do. */
public final class StoreUnreadableException extends RuntimeException {
  /** With the sentence that people see. */
  public StoreUnreadableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
