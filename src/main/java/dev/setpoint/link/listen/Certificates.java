package dev.setpoint.link.listen;

import dev.setpoint.link.controlend.AgentIdentity;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** Says whom a certificate speaks for. Quick: it is asked on the threads of the network. */
@FunctionalInterface
public interface Certificates {
  /**
   * The agent of a chain that the TLS handshake has verified; empty when it is no agent's.
   *
   * @param chain the certificate first, then who issued it
   */
  Optional<AgentIdentity> identify(List<X509Certificate> chain);
}
