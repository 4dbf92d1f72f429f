package dev.setpoint.rollout;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far a rollout is. Waves and freeze windows will be stages of their own. */
public sealed interface Stage {
  /**
   * One node goes first.
   *
   * @param node which one, or null while none that the revision changes is connected
   * @param until when its silence stops the rollout; null without a node
   */
  record Canary(@Nullable String node, @Nullable Instant until) implements Stage {}

  /** Everybody follows. */
  record Open() implements Stage {}

  /**
   * The canary failed, and the others keep what they have.
   *
   * @param canary which node it was
   * @param what sentence on what went wrong
   */
  record Stopped(String canary, String what) implements Stage {}
}
