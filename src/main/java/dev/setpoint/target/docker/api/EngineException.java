package dev.setpoint.target.docker.api;

import org.jspecify.annotations.Nullable;

/** A call to an engine that did not work; its message is the engine's own sentence. */
public final class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Kind kind;
  private final int status;

  /** A failed call; the status is 0 when the engine did not answer. */
  public EngineException(Kind kind, int status, String message) {
    this(kind, status, message, null);
  }

  /** The same with what caused it. */
  public EngineException(Kind kind, int status, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.status = status;
  }

  /** In what way it failed. */
  public Kind kind() {
    return kind;
  }

  /** HTTP status, or 0. */
  public int status() {
    return status;
  }

  /** Ways to fail. */
  public enum Kind {
    /** Nobody listens, or the connection broke. */
    UNREACHABLE,
    /** No answer in time. */
    TIMEOUT,
    /** 404. */
    NOT_FOUND,
    /** 409. */
    CONFLICT,
    /** Any other answer that is not a success. */
    REFUSED,
    /** The policy of the machine does not allow the call, so it was not made. */
    NOT_ALLOWED,
    /** An answer that makes no sense or is too large. */
    BAD_ANSWER
  }
}
