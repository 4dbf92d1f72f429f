package dev.setpoint.target.lxd.api;

import org.jspecify.annotations.Nullable;

/**
 * A call to a server that did not work. Its message is the server's own sentence; a body is never
 * part of it.
 */
public final class LxdException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Kind kind;
  private final String call;
  private final int status;

  /**
   * A failed call.
   *
   * @param call such as {@code PUT /1.0/instances/web}; empty when none was made
   * @param status HTTP status or status of the operation, 0 when the server did not answer
   */
  public LxdException(Kind kind, String call, int status, String message) {
    this(kind, call, status, message, null);
  }

  /** The same with what caused it. */
  public LxdException(
      Kind kind, String call, int status, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.call = call;
    this.status = status;
  }

  /** In what way it failed. */
  public Kind kind() {
    return kind;
  }

  /** The call, such as {@code PUT /1.0/instances/web?project=blue}. */
  public String call() {
    return call;
  }

  /** HTTP status or status of the operation, or 0. */
  public int status() {
    return status;
  }

  /** Ways to fail. */
  public enum Kind {
    /** It is not there. */
    NOT_FOUND,
    /** Such a thing is there already, or is in use, or busy with another operation. */
    CONFLICT,
    /** What was written to has changed since it was read. */
    PRECONDITION,
    /** Nobody listens, the connection broke, or it is not the server that is meant. */
    UNREACHABLE,
    /** No answer, or no end of the operation, in time. What became of the call is not known. */
    TIMEOUT,
    /** The server does not trust us, or not with this. */
    FORBIDDEN,
    /** The policy of the machine does not allow the call, so it was not made. */
    NOT_ALLOWED,
    /** The server does not know how to: it lacks an extension. */
    UNSUPPORTED,
    /** Any other refusal, and every operation that failed. */
    FAILED,
    /** An answer that makes no sense or is too large. */
    BAD_ANSWER
  }
}
