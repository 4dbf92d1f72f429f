package dev.setpoint.api.wire.fleet;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /api/v1/rollback} and {@code /reset}.
 *
 * @param resource its id
 * @param node name of the node, or null for the only one that holds it
 * @param wipe names of volumes that are made anew; for a reset alone
 * @param by who asks
 * @param why the reason
 */
public record WishRequest(
    @Nullable String resource,
    @Nullable String node,
    @Nullable List<String> wipe,
    @Nullable String by,
    @Nullable String why) {

  /**
   * What came of it.
   *
   * @param done whether it was done
   * @param result word of the outcome
   * @param failure why it was not done, or null
   * @param message what was done, or why not and what to do
   * @param tookMillis how long it took
   */
  public record Done(
      String node,
      String resource,
      boolean done,
      String result,
      @Nullable String failure,
      String message,
      long tookMillis) {}
}
