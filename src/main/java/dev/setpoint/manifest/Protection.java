package dev.setpoint.manifest;

import java.util.Locale;

/** Whether a resource may be removed or replaced without a person's word. */
public enum Protection {
  /** As everything else. */
  NONE,
  /** Only after a person has approved it. */
  CONFIRM,
  /** Not at all; the declaration must say otherwise first, in a revision of its own. */
  NEVER;

  /** The word in manifests and output. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
