package dev.setpoint.store;

import org.jspecify.annotations.Nullable;

/** The data directory or its database cannot be used as it is; the message says what to do. */
public final class StoreRefusedException extends RuntimeException {
  /** With the sentence that people see. */
  public StoreRefusedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  StoreRefusedException(String message) {
    this(message, null);
  }
}
