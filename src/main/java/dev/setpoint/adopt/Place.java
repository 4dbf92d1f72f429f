package dev.setpoint.adopt;

import dev.setpoint.target.Target;
import dev.setpoint.target.draft.Drafter;

/**
 * A target to take over from.
 *
 * @param target looks at what the manifests declare; its name stands in them
 * @param drafter writes down what is there
 */
public record Place(Target target, Drafter drafter) {
  /** Name of the target. */
  public String name() {
    return target.name();
  }
}
