package dev.setpoint.trust;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The nodes that have joined, kept over restarts: it can be asked before any port opens, so a
 * revocation never waits for something to load. Each change is durable, and in the trail with it,
 * when its call returns. Safe for many threads.
 */
public interface NodeRegistry {
  /** All of them, by name. */
  List<NodeIdentity> all();

  /** One of them. */
  Optional<NodeIdentity> find(String node);

  /**
   * Takes down that a node got a new certificate; false when it is not active with this key any
   * more, and then it must not get it.
   */
  boolean renew(String node, String keyHash, Instant until);

  /**
   * A node says hello. One step decides: of two copies of a node one comes too late, and then the
   * node is quarantined.
   *
   * @param session a number that the agent raises, on its disk, before each connection
   */
  Arrival arrive(String node, String instance, long session);

  /** Takes the identity of a node away; false when it had none, or has lost it already. */
  boolean revoke(String node, String by, String why);

  /** Lifts a quarantine; false when there is none. */
  boolean release(String node, String by);

  /** What comes of a hello. */
  sealed interface Arrival {
    /** It may go on. */
    record Admitted() implements Arrival {}

    /** Two machines use this identity: every session of the node is to be closed. */
    record Cloned(String why) implements Arrival {}

    /** It may not speak. */
    record Barred(String why) implements Arrival {}
  }
}
