package dev.setpoint;

import dev.setpoint.trust.leaf.OwnKey;
import dev.setpoint.trust.leaf.PeerTrust;
import dev.setpoint.trust.x509.Authority;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** What the controller shows to agents; made anew when half of its life is over. */
final class ShownCertificate {
  private final Authority authority;
  private final List<String> hosts;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by the lock.
  private @Nullable SSLContext context;
  private Instant renewal = Instant.MIN;

  ShownCertificate(Authority authority, List<String> hosts, InstantSource clock) {
    this.authority = authority;
    this.hosts = List.copyOf(hosts);
    this.clock = clock;
  }

  /** Keys and trust for the next connection. */
  SSLContext context() {
    lock.lock();
    try {
      var now = context;
      if (now == null || !clock.instant().isBefore(renewal)) {
        OwnKey key = authority.forController(hosts);
        now = context(key);
        context = now;
        renewal = Authority.renewalOf(key);
      }
      return now;
    } finally {
      lock.unlock();
    }
  }

  private SSLContext context(OwnKey key) {
    try {
      var made = SSLContext.getInstance("TLSv1.3");
      made.init(
          new KeyManager[] {key},
          new TrustManager[] {PeerTrust.ofAgents(authority.certificate(), clock)},
          null);
      return made;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has TLS 1.3", impossible);
    }
  }
}
