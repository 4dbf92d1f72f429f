package dev.setpoint.agent;

import java.time.Duration;

/**
 * How an agent works.
 *
 * @param node name of its node
 * @param installation id of the installation, as the marks on objects carry it
 * @param sweep time between two looks at everything; each is jittered by a tenth
 * @param quiet how long to wait after the first event of a burst before looking
 * @param parallelCorrections at most this many corrections at a time on one target
 * @param maxPendingLooks at most this many resources wait for a look; beyond it everything is
 *     looked at
 * @param recordRetry wait before the record is tried again after it failed
 */
public record AgentSettings(
    String node,
    String installation,
    Duration sweep,
    Duration quiet,
    int parallelCorrections,
    int maxPendingLooks,
    Duration recordRetry) {
  /** The settings of a node that says nothing else. */
  public static AgentSettings of(String node, String installation) {
    return new AgentSettings(
        node,
        installation,
        Duration.ofSeconds(30),
        Duration.ofMillis(200),
        16,
        256,
        Duration.ofSeconds(2));
  }

  /** The same with another time between sweeps. */
  public AgentSettings withSweep(Duration other) {
    return new AgentSettings(
        node, installation, other, quiet, parallelCorrections, maxPendingLooks, recordRetry);
  }
}
