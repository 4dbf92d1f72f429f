package dev.setpoint.trust.join;

import dev.setpoint.trust.Enrolment;
import dev.setpoint.trust.leaf.OwnKey;
import dev.setpoint.trust.leaf.PeerTrust;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * What an agent is and whom it obeys. Prints nothing of its key.
 *
 * @param controller where its controller is
 * @param node its name
 * @param instance what it calls this installation of itself
 * @param owner id of the installation that it belongs to
 * @param key its own
 * @param certificate what it shows
 * @param authority whom alone it trusts
 * @param orderKey under which orders must be signed
 */
public record AgentIdentity(
    URI controller,
    String node,
    String instance,
    String owner,
    PrivateKey key,
    X509Certificate certificate,
    X509Certificate authority,
    PublicKey orderKey) {

  /**
   * Both ends of a handshake, as an HTTP client takes them.
   *
   * @param sockets makes TLS 1.3 sockets that show the certificate
   * @param trust talks to the own controller alone
   */
  public record Tls(SSLSocketFactory sockets, X509TrustManager trust) {
    static Tls of(KeyManager[] keys, PeerTrust trust) {
      try {
        var context = SSLContext.getInstance("TLSv1.3");
        context.init(keys, new TrustManager[] {trust}, null);
        return new Tls(context.getSocketFactory(), trust);
      } catch (GeneralSecurityException impossible) {
        throw new IllegalStateException("every JDK has TLS 1.3", impossible);
      }
    }
  }

  /** For the connection to the controller. */
  public Tls tls(InstantSource clock) {
    return Tls.of(
        new KeyManager[] {new OwnKey(key, List.of(certificate))},
        PeerTrust.ofController(authority, owner, clock));
  }

  /** For requests after the certificate has ended: shows nothing. */
  Tls anonymousTls(InstantSource clock) {
    return Tls.of(new KeyManager[0], PeerTrust.ofController(authority, owner, clock));
  }

  /** End of the certificate. */
  public Instant until() {
    return certificate.getNotAfter().toInstant();
  }

  /** When it should be renewed: half of its life is over. */
  public Instant renewalDue() {
    return until().minus(Enrolment.CERTIFICATE_LIFE.dividedBy(2));
  }

  AgentIdentity with(X509Certificate renewed) {
    return new AgentIdentity(controller, node, instance, owner, key, renewed, authority, orderKey);
  }

  @Override
  public String toString() {
    return "agent of " + node + " at " + controller;
  }
}
