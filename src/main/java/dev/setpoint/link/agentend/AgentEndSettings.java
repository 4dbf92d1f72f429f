package dev.setpoint.link.agentend;

import dev.setpoint.link.session.LinkTimings;
import java.security.PublicKey;

/**
 * Who an agent is.
 *
 * @param node name of the node, as its certificate says
 * @param owner id of the installation that it joined
 * @param instance id of the agent's installation on this disk
 * @param version version of the program
 * @param orderKey Ed25519 key that orders are verified with, pinned when the node joined
 * @param contents how much of an order it takes
 */
public record AgentEndSettings(
    String node,
    String owner,
    String instance,
    String version,
    PublicKey orderKey,
    LinkTimings timings,
    ContentLimits contents) {
  /** An agent whose memory is no matter. */
  public AgentEndSettings(
      String node,
      String owner,
      String instance,
      String version,
      PublicKey orderKey,
      LinkTimings timings) {
    this(node, owner, instance, version, orderKey, timings, ContentLimits.standard());
  }
}
