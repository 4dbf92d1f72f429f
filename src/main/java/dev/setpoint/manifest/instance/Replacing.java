package dev.setpoint.manifest.instance;

import java.time.Duration;

/**
 * How an instance comes to stand on another image.
 *
 * <pre>
 * class: sheep
 * updateWith: swap
 * swap: {keep: 24h}
 * </pre>
 *
 * @param careFor whether it keeps state ({@code class:})
 * @param way how ({@code updateWith:})
 * @param keep how long the old one stays, stopped, as a way back ({@code swap.keep:})
 * @param snapshot before which changes in place a pet is snapshotted ({@code
 *     snapshotBeforeChange:}); a sheep never is
 */
public record Replacing(CareFor careFor, Way way, Duration keep, Before snapshot) {
  /** Whether a change in place is put back to a snapshot when it does not work. */
  public boolean isSnapshotted(boolean restarts) {
    return careFor == CareFor.PET
        && switch (snapshot) {
          case ALWAYS -> true;
          case RESTART -> restarts;
          case NEVER -> false;
        };
  }

  /** Before which changes in place a snapshot is taken. */
  public enum Before {
    /** Before every change of options, devices or profiles. */
    ALWAYS,
    /** Before those that stop it. */
    RESTART,
    /** Before none. */
    NEVER
  }

  /** Whether an instance keeps state of its own. */
  public enum CareFor {
    /** It does: a snapshot is taken before each change that stops it. */
    PET,
    /** It does not, and may be made anew at any time. */
    SHEEP
  }

  /** How it gets another root file system. */
  public enum Way {
    /** A second one is made beside it and takes its name once it is healthy. */
    SWAP,
    /** It is stopped and its root file system is made anew. */
    REBUILD
  }
}
