package dev.setpoint.fleet;

/** The controller's connections to the agents of other machines. Safe for many threads. */
public interface FleetLinks {
  /**
   * The link of a node. It is always there, also while the node is away: it keeps the newest order
   * and offers it as soon as the node is back and behind.
   */
  NodeLink link(String node);

  /** Ends the connection of a node at once, and tells it why; does nothing when there is none. */
  void close(String node, String why);
}
