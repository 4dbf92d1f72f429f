package dev.setpoint.link.listen;

import dev.setpoint.link.controlend.AgentIdentity;
import dev.setpoint.link.message.Sha256;
import dev.setpoint.trust.leaf.LeafRules;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Reads certificates by the rules of the installation's authority, also for how long they hold. */
public final class RuledCertificates implements Certificates {
  private final LeafRules rules;
  private final InstantSource clock;

  /** Reads by these rules. */
  public RuledCertificates(LeafRules rules, InstantSource clock) {
    this.rules = rules;
    this.clock = clock;
  }

  @Override
  public Optional<AgentIdentity> identify(List<X509Certificate> chain) {
    try {
      var node = rules.node(chain, clock.instant());
      var keyHash = Sha256.hex(chain.getFirst().getPublicKey().getEncoded());
      return Optional.of(new AgentIdentity(node, keyHash));
    } catch (CertificateException e) {
      return Optional.empty();
    }
  }
}
