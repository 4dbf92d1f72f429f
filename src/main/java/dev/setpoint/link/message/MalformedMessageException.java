package dev.setpoint.link.message;

import org.jspecify.annotations.Nullable;

/** Bytes that are no message of this protocol. */
public final class MalformedMessageException extends RuntimeException {
  /** With what is wrong, and the cause, if there is one. */
  public MalformedMessageException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** With what is wrong. */
  public MalformedMessageException(String message) {
    this(message, null);
  }
}
