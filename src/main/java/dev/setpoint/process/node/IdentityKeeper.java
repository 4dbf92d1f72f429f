package dev.setpoint.process.node;

import dev.setpoint.fleet.Timeline;
import dev.setpoint.link.dial.DialTrust;
import dev.setpoint.trust.join.AgentIdentity;
import dev.setpoint.trust.join.Enroller;
import dev.setpoint.trust.join.JoinException;
import java.io.IOException;
import java.net.ProxySelector;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Keeps the agent's certificate fresh. That it cannot be renewed changes nothing on the machine:
 * the agent goes on healing from the order that it has.
 */
final class IdentityKeeper implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(IdentityKeeper.class);
  private static final Duration CHECK = Duration.ofMinutes(5);

  private final Enroller enroller;
  private final Path state;
  private final Timeline timeline;
  private final AtomicReference<AgentIdentity> identity;
  private final Consumer<String> note;
  private volatile boolean closed;

  IdentityKeeper(
      AgentIdentity identity,
      Path state,
      ProxySelector proxies,
      Timeline timeline,
      SecureRandom random,
      Consumer<String> note) {
    this.note = note;
    this.enroller = new Enroller(proxies, timeline, random);
    this.state = state;
    this.timeline = timeline;
    this.identity = new AtomicReference<>(identity);
  }

  void start() {
    timeline.start("certificate", this::check);
  }

  private void check() {
    var now = identity.get();
    if (enroller.isDue(now)) {
      try {
        identity.set(enroller.renew(now, state));
        LOG.infof("The certificate was renewed; it ends %s", identity.get().until());
      } catch (JoinException | IOException e) {
        LOG.warnf(
            "The certificate, which ends %s, is not renewed yet: %s", now.until(), e.getMessage());
        if (e instanceof JoinException refused && refused.isFinal()) {
          note.accept("refused Renewal");
        }
      }
    }
    if (!closed) {
      timeline.startAfter(CHECK, "certificate", this::check);
    }
  }

  /** What the next connection shows and trusts. */
  DialTrust trust() {
    var tls = identity.get().tls(timeline);
    return new DialTrust(tls.sockets(), tls.trust());
  }

  @Override
  public void close() {
    closed = true;
  }
}
