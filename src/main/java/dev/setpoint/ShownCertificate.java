package dev.setpoint;

import dev.setpoint.link.listen.PortTls;
import dev.setpoint.trust.leaf.LeafRules;
import dev.setpoint.trust.leaf.OwnKey;
import dev.setpoint.trust.leaf.PeerTrust;
import dev.setpoint.trust.x509.Authority;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What the controller shows to agents; made anew when half of its life is over. */
final class ShownCertificate {
  private final Authority authority;
  private final LeafRules rules;
  private final List<String> hosts;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by the lock.
  private @Nullable PortTls tls;
  private Instant renewal = Instant.MIN;

  ShownCertificate(Authority authority, LeafRules rules, List<String> hosts, InstantSource clock) {
    this.authority = authority;
    this.rules = rules;
    this.hosts = List.copyOf(hosts);
    this.clock = clock;
  }

  /** Keys and trust for the next connection. */
  PortTls tls() {
    lock.lock();
    try {
      var now = tls;
      if (now == null || !clock.instant().isBefore(renewal)) {
        OwnKey key = authority.forController(hosts);
        now = PortTls.of(key, PeerTrust.ofAgents(rules, clock));
        tls = now;
        renewal = Authority.renewalOf(key);
      }
      return now;
    } finally {
      lock.unlock();
    }
  }
}
