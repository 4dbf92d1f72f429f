package dev.setpoint.controller.nodes;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which nodes have ever joined, which of them are shut out, and how one joins. Thread-safe. */
@FunctionalInterface
public interface NodeBook {
  /** What is known of a node; empty when it never joined. */
  Optional<Known> find(String node);

  /**
   * Makes a token with which a node joins once; durable in the trail.
   *
   * @param by who wants it, in words
   * @return the token, a secret; empty when nodes cannot join here
   */
  default Optional<String> invite(String node, Duration life, String by) {
    return Optional.empty();
  }

  /** Without joining, as in a process that has its own agent alone. */
  static NodeBook none() {
    return _ -> Optional.empty();
  }

  /** Whether a node may connect. */
  enum Admission {
    ADMITTED,
    REVOKED,
    QUARANTINED
  }

  /**
   * What is known of a node.
   *
   * @param why sentence on why it is shut out; empty when it is not
   * @param since when it joined or was shut out
   * @param lastSeen when it was last connected, or null
   */
  record Known(Admission admission, String why, Instant since, @Nullable Instant lastSeen) {}
}
