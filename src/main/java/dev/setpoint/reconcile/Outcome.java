package dev.setpoint.reconcile;

import dev.setpoint.reconcile.ObservedResource.EngineObject;
import org.jspecify.annotations.Nullable;

/** What became of a correction. */
public sealed interface Outcome {
  /** The word of DESIGN.md. */
  default String word() {
    return getClass().getSimpleName();
  }

  /**
   * Done.
   *
   * @param object the object that now is the resource; null when it is gone
   * @param detail what was done, for people
   */
  record Corrected(@Nullable EngineObject object, String detail) implements Outcome {}

  /** There was nothing to do any more. */
  record Unchanged(String detail) implements Outcome {}

  /** Not done, on purpose. */
  record Skipped(FailureReason reason, String why) implements Outcome {}

  /**
   * Not done.
   *
   * @param reason the word
   * @param message what failed, on what, why and what to do
   * @param blamesSpec whether the declaration itself is at fault, so that it is not tried again
   *     until git moves
   * @param object the object that now is the resource, such as the old one that was started again;
   *     null when unknown
   */
  record Failed(
      FailureReason reason, String message, boolean blamesSpec, @Nullable EngineObject object)
      implements Outcome {}
}
