package dev.setpoint.api.wire.fleet;

import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /api/v1/approve}.
 *
 * @param what a digest that a guard named, the revision whose canary failed, or {@code
 *     RESOURCE@NODE}; of digest and revision the first seven characters suffice
 * @param by who says so
 */
public record ApproveRequest(@Nullable String what, @Nullable String by) {

  /**
   * The answer.
   *
   * @param done whether anything waited for it
   * @param subject the whole digest, revision or name
   * @param message sentence for people
   */
  public record Done(boolean done, String subject, String message) {}
}
