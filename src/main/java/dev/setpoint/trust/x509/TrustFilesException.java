package dev.setpoint.trust.x509;

/** The keys of the installation cannot be used; the message says which file and what to do. */
public final class TrustFilesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TrustFilesException(String message, Throwable cause) {
    super(message, cause);
  }
}
