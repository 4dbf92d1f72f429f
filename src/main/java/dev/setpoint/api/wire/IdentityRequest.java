package dev.setpoint.api.wire;

import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /api/v1/tokens/revoke}, {@code /nodes/revoke} and {@code /nodes/release}.
 *
 * @param name id of the token or name of the node
 * @param by who says so
 * @param why the reason; used for the revocation of a node alone
 */
public record IdentityRequest(@Nullable String name, @Nullable String by, @Nullable String why) {

  /**
   * The answer.
   *
   * @param changed false when there was nothing to do
   */
  public record Done(String name, boolean changed) {}
}
