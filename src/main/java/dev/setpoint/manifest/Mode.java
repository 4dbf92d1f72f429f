package dev.setpoint.manifest;

import java.util.Locale;

/** What Setpoint may do with a resource whose live state differs. */
public enum Mode {
  /** Report drift and the plan, change nothing. */
  OBSERVE,
  /** Correct drift and follow git. */
  CORRECT,
  /** Heal drift back to what was last applied, take no new revision. */
  HOLD,
  /** Do not even look. */
  OFF;

  /** The word in manifests and output. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
