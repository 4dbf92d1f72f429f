package dev.setpoint.agent.disk;

import org.jspecify.annotations.Nullable;

/** The journal of this machine cannot be read, so nothing may be done here. */
public final class DamagedJournalException extends RuntimeException {
  /** With what is wrong and where; what to do about it is added. */
  DamagedJournalException(String what, @Nullable Throwable cause) {
    super(
        what
            + ": put back a copy of the directory, or move it away; what was not uploaded is then"
            + " missing from the record, and the agent takes its containers over again",
        cause);
  }
}
