package dev.setpoint.trust.join;

import dev.setpoint.trust.Digests;
import dev.setpoint.trust.JoinAddress;
import dev.setpoint.trust.JoinToken;
import dev.setpoint.trust.Names;
import dev.setpoint.trust.join.AgentIdentity.Tls;
import dev.setpoint.trust.leaf.Keys;
import dev.setpoint.trust.leaf.LeafRules;
import dev.setpoint.trust.leaf.PeerTrust;
import dev.setpoint.trust.leaf.Pem;
import dev.setpoint.trust.wire.EnrolAnswer;
import dev.setpoint.trust.wire.EnrolRequest;
import dev.setpoint.trust.wire.NonceAnswer;
import dev.setpoint.trust.wire.RenewAnswer;
import dev.setpoint.trust.wire.RenewRequest;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;

/**
 * Makes a machine join and keeps its certificate fresh. Blocks; at most 20 s for a request. For one
 * thread at a time.
 */
public final class Enroller {
  private static final int INSTANCE_BYTES = 16;

  private final ProxySelector proxies;
  private final InstantSource clock;
  private final SecureRandom random;

  /**
   * An enroller.
   *
   * @param proxies the way to the controller
   */
  public Enroller(ProxySelector proxies, InstantSource clock, SecureRandom random) {
    this.proxies = proxies;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Joins. Before a byte of the request is sent, the handshake has shown that the controller's
   * authority is the one which the token names. Asked again with the same token, it sends the same
   * request, so a lost answer costs nothing.
   *
   * @param state the agent's state directory
   * @throws JoinException when the controller refuses or cannot be reached
   * @throws IOException when the files cannot be written
   */
  public AgentIdentity enrol(URI controller, JoinToken token, String node, Path state)
      throws JoinException, IOException {
    if (JoinAddress.parse(controller.toString()).isEmpty() || !Names.isNode(node)) {
      throw new JoinException(
          "the address of the controller or the name of the node is not one: use the command that"
              + " 'setpoint token create' printed",
          true);
    }
    var files = new IdentityFiles(state);
    Attempt attempt = attempt(files, token, node);
    var request =
        new EnrolRequest(
            token.id(),
            token.secret(),
            node,
            attempt.publicKey(),
            proof(attempt, token),
            attempt.instance());
    Tls tls = Tls.of(new KeyManager[0], PeerTrust.ofPinned(token.authority(), clock));
    try (var http = new JoinHttp(controller, tls, proxies)) {
      EnrolAnswer answer = http.post("/join/v1/enrol", request, EnrolAnswer.class);
      AgentIdentity identity = accepted(controller, token, attempt, answer);
      files.joined(identity);
      return identity;
    }
  }

  private Attempt attempt(IdentityFiles files, JoinToken token, String node) throws IOException {
    Optional<Attempt> before =
        files
            .attempt()
            .filter(attempt -> attempt.token().equals(token.id()) && attempt.node().equals(node));
    if (before.isPresent()) {
      return before.get();
    }
    KeyPair keys = Keys.make(random);
    byte[] instance = new byte[INSTANCE_BYTES];
    random.nextBytes(instance);
    var fresh =
        new Attempt(
            token.id(),
            node,
            HexFormat.of().formatHex(instance),
            Pem.of(keys.getPrivate()),
            Pem.base64(keys.getPublic()));
    files.write(fresh);
    return fresh;
  }

  private static String proof(Attempt attempt, JoinToken token) throws IOException {
    try {
      String signed = Keys.joining(token.id(), attempt.node(), attempt.publicKey());
      return Keys.prove(Pem.privateKey(attempt.key(), "EC"), signed);
    } catch (GeneralSecurityException e) {
      throw new IOException("the key made for joining is damaged: use a new token", e);
    }
  }

  /** What was given is what was asked for, or it is not kept. */
  private AgentIdentity accepted(
      URI controller, JoinToken token, Attempt attempt, EnrolAnswer answer) throws JoinException {
    try {
      X509Certificate authority = Pem.certificate(answer.authority());
      if (!Digests.sha256(Pem.of(authority)).equals(token.authority())) {
        throw new GeneralSecurityException("another authority");
      }
      PublicKey key = Pem.publicKey(attempt.publicKey(), "EC");
      X509Certificate certificate = checked(answer.certificate(), authority, attempt.node(), key);
      return new AgentIdentity(
          controller,
          attempt.node(),
          attempt.instance(),
          answer.owner(),
          Pem.privateKey(attempt.key(), "EC"),
          certificate,
          authority,
          Pem.publicKey(answer.orderKey(), "Ed25519"));
    } catch (GeneralSecurityException e) {
      throw notWhatWasAsked(controller, e);
    }
  }

  private X509Certificate checked(String pem, X509Certificate authority, String node, PublicKey key)
      throws GeneralSecurityException {
    X509Certificate certificate = Pem.certificate(pem);
    if (!new LeafRules(authority).node(List.of(certificate), clock.instant()).equals(node)
        || !certificate.getPublicKey().equals(key)) {
      throw new GeneralSecurityException("the certificate is for another node or key");
    }
    return certificate;
  }

  private static JoinException notWhatWasAsked(URI controller, GeneralSecurityException e) {
    return new JoinException(
        "%s gave a certificate that is not what was asked for (%s): check the machine's clock"
            .formatted(controller, e.getMessage()),
        false,
        e);
  }

  /** Whether it is time to renew. */
  public boolean isDue(AgentIdentity identity) {
    return !clock.instant().isBefore(identity.renewalDue());
  }

  /**
   * Fetches a new certificate for the same key and keeps it: with the present one while that is
   * good, else by a signature.
   *
   * @return the identity from now on
   * @throws JoinException when the controller refuses or cannot be reached
   * @throws IOException when the files cannot be written
   */
  public AgentIdentity renew(AgentIdentity identity, Path state) throws JoinException, IOException {
    boolean late = !clock.instant().isBefore(identity.until());
    String pem = late ? renewLate(identity) : renewInTime(identity);
    try {
      PublicKey key = identity.certificate().getPublicKey();
      var renewed = identity.with(checked(pem, identity.authority(), identity.node(), key));
      new IdentityFiles(state).write(renewed);
      return renewed;
    } catch (GeneralSecurityException e) {
      throw notWhatWasAsked(identity.controller(), e);
    }
  }

  /** The connection itself says who asks. */
  private record Nothing() {}

  private String renewInTime(AgentIdentity identity) throws JoinException {
    try (var http = new JoinHttp(identity.controller(), identity.tls(clock), proxies)) {
      return http.post("/agent/v1/renew", new Nothing(), RenewAnswer.class).certificate();
    }
  }

  private String renewLate(AgentIdentity identity) throws JoinException {
    try (var http = new JoinHttp(identity.controller(), identity.anonymousTls(clock), proxies)) {
      String nonce = http.get("/join/v1/nonce", NonceAnswer.class).nonce();
      String key = Pem.base64(identity.certificate().getPublicKey());
      String proof = Keys.prove(identity.key(), Keys.renewing(nonce, identity.node(), key));
      var request = new RenewRequest(identity.node(), key, nonce, proof);
      return http.post("/join/v1/renew", request, RenewAnswer.class).certificate();
    }
  }
}
