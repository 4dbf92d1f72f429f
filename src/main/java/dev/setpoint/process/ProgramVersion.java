package dev.setpoint.process;

import java.util.Optional;

/** The version of the running program. */
public final class ProgramVersion {
  private ProgramVersion() {}

  /** As the build wrote it into the program's jar; {@code development} outside of one. */
  public static String get() {
    return Optional.ofNullable(ProgramVersion.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
