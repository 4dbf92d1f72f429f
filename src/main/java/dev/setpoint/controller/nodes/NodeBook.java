package dev.setpoint.controller.nodes;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which nodes have ever joined, and which of them are shut out. Safe for many threads. */
@FunctionalInterface
public interface NodeBook {
  /** What is known of a node; empty when it never joined. */
  Optional<Known> find(String node);

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
