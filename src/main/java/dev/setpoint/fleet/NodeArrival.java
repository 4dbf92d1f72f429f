package dev.setpoint.fleet;

import java.time.Instant;

/**
 * A node that has just connected.
 *
 * @param node name of the node, as its certificate says
 * @param address where it came from, as the network shows it
 * @param agentVersion version of its agent
 * @param generationHeld highest generation that it ever took; 0 for none
 * @param orderDigestHeld digest of that order; empty when it does not work from it
 * @param at when
 */
public record NodeArrival(
    String node,
    String address,
    String agentVersion,
    long generationHeld,
    String orderDigestHeld,
    Instant at) {
  /** Whether it works from the order that it took last. */
  public boolean isWorking() {
    return !orderDigestHeld.isEmpty();
  }
}
