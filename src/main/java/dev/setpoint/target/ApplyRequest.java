package dev.setpoint.target;

import dev.setpoint.reconcile.DesiredResource;
import org.jspecify.annotations.Nullable;

/**
 * What a target needs to do a correction.
 *
 * @param desired the resource as it should be; null when it is to be pruned
 * @param inputs what the manifest refers to
 * @param operation id of this correction, unique in the installation; also its index in the trail
 * @param progress told what is being done, for people who wait
 */
public record ApplyRequest(
    @Nullable DesiredResource desired, ResourceInputs inputs, String operation, Progress progress) {
  /** The resource as it should be, for what is not a prune. */
  public DesiredResource declared() {
    if (desired == null) {
      throw new IllegalStateException("the correction needs a declaration");
    }
    return desired;
  }

  /** Hears what is being done. */
  @FunctionalInterface
  public interface Progress {
    /** One short sentence, such as {@code pulling nginx:1.27 (34 of 71 MB)}. */
    void step(String sentence);
  }
}
