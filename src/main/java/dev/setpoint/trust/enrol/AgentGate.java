package dev.setpoint.trust.enrol;

import dev.setpoint.trust.Digests;
import dev.setpoint.trust.Identity;
import dev.setpoint.trust.NodeIdentity;
import dev.setpoint.trust.NodeRegistry;
import dev.setpoint.trust.leaf.LeafRules;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;

/**
 * Knows agents by the certificate that they proved in the handshake, and by what is known of their
 * node at this moment. Safe for many threads.
 */
public final class AgentGate {
  private final LeafRules rules;
  private final NodeRegistry nodes;
  private final InstantSource clock;

  /** A gate for agents of this authority. */
  public AgentGate(X509Certificate authority, NodeRegistry nodes, InstantSource clock) {
    this.rules = new LeafRules(authority);
    this.nodes = nodes;
    this.clock = clock;
  }

  /**
   * Who is at the other end.
   *
   * @param chain what it showed, with proof of the key, in the handshake; empty when nothing
   */
  public Identity identify(List<X509Certificate> chain) {
    if (chain.isEmpty()) {
      return new Identity.Nobody();
    }
    try {
      String node = rules.node(chain, clock.instant());
      String keyHash = Digests.ofKey(chain.getFirst().getPublicKey());
      return nodes.find(node).filter(known -> isGood(known, keyHash)).isPresent()
          ? new Identity.Agent(node)
          : new Identity.Nobody();
    } catch (CertificateException e) {
      return new Identity.Nobody();
    }
  }

  private static boolean isGood(NodeIdentity known, String keyHash) {
    return known.state() == NodeIdentity.State.ACTIVE && Digests.same(known.keyHash(), keyHash);
  }
}
