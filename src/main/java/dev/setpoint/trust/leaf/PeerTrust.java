package dev.setpoint.trust.leaf;

import dev.setpoint.trust.Digests;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Decides in the middle of a handshake whether to go on, by {@link LeafRules} alone: no root of the
 * machine counts. Safe for many threads.
 */
public final class PeerTrust extends X509ExtendedTrustManager {
  private final Check clients;
  private final Check servers;
  private final List<X509Certificate> roots;

  private PeerTrust(Check clients, Check servers, List<X509Certificate> roots) {
    this.clients = clients;
    this.servers = servers;
    this.roots = roots;
  }

  /** Looks at what the other end shows. */
  @FunctionalInterface
  private interface Check {
    void of(List<X509Certificate> chain) throws CertificateException;
  }

  /** For the controller: lets in agents by these rules. */
  public static PeerTrust ofAgents(LeafRules rules, InstantSource clock) {
    return new PeerTrust(
        chain -> rules.node(chain, clock.instant()), PeerTrust::nobody, List.of(rules.authority()));
  }

  /** For an agent that has joined: talks to the controller of its installation alone. */
  public static PeerTrust ofController(
      X509Certificate authority, String owner, InstantSource clock) {
    var rules = new LeafRules(authority);
    return new PeerTrust(
        PeerTrust::nobody,
        chain -> {
          if (!rules.owner(chain, clock.instant()).equals(owner)) {
            throw new CertificateException("this is the controller of another installation");
          }
        },
        List.of(authority));
  }

  /**
   * For an agent that wants to join: talks to a controller of the authority whose PEM text has this
   * digest, which the controller sends along.
   */
  public static PeerTrust ofPinned(String digest, InstantSource clock) {
    return new PeerTrust(
        PeerTrust::nobody,
        chain -> {
          X509Certificate authority = chain.getLast();
          if (chain.size() != 2 || !Digests.same(Digests.sha256(Pem.of(authority)), digest)) {
            throw new CertificateException(
                "the controller's authority is not the one that the token names");
          }
          new LeafRules(authority).owner(chain, clock.instant());
        },
        List.of());
  }

  private static void nobody(List<X509Certificate> chain) throws CertificateException {
    throw new CertificateException("nobody is expected in this role");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    clients.of(List.of(chain));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    servers.of(List.of(chain));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, type);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    checkServerTrusted(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, type);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    checkServerTrusted(chain, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return roots.toArray(X509Certificate[]::new);
  }
}
