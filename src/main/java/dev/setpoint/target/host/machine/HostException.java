package dev.setpoint.target.host.machine;

import dev.setpoint.reconcile.FailureReason;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Objects;

/** A change of the machine that did not work, in words for people. */
public final class HostException extends RuntimeException {
  private final FailureReason reason;
  private final boolean blamesSpec;

  /**
   * A failure.
   *
   * @param message what failed, on what, why and what to do
   * @param blamesSpec whether the declaration is at fault, so that trying again is no use
   */
  public HostException(FailureReason reason, String message, boolean blamesSpec) {
    super(message);
    this.reason = reason;
    this.blamesSpec = blamesSpec;
  }

  /** A failure that lies in the machine. */
  public HostException(FailureReason reason, String message) {
    this(reason, message, false);
  }

  /**
   * What a failed call of the file system means.
   *
   * @param what what was tried, such as {@code /etc/motd cannot be written}
   */
  public static HostException of(String what, IOException e) {
    String why = why(e);
    boolean full = why.toLowerCase(Locale.ROOT).contains("no space left");
    boolean readOnly = why.toLowerCase(Locale.ROOT).contains("read-only");
    String remedy =
        full
            ? "free some space on that file system"
            : readOnly ? "mount the file system writable" : "look at that place by hand";
    var failure =
        new HostException(
            full ? FailureReason.DISK_FULL : FailureReason.TARGET_REFUSED,
            "%s: %s; %s".formatted(what, why, remedy));
    failure.initCause(e);
    return failure;
  }

  private static String why(IOException e) {
    if (e instanceof NoSuchFileException missing) {
      return missing.getFile() + " is not there";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileSystemException failed && failed.getReason() != null) {
      return failed.getReason();
    }
    return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
  }

  /** The word for it. */
  public FailureReason reason() {
    return reason;
  }

  /** Whether the declaration is at fault. */
  public boolean blamesSpec() {
    return blamesSpec;
  }
}
