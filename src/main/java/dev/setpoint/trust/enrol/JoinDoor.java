package dev.setpoint.trust.enrol;

import dev.setpoint.trust.Digests;
import dev.setpoint.trust.Enrolment;
import dev.setpoint.trust.Identity;
import dev.setpoint.trust.InstallScript;
import dev.setpoint.trust.Names;
import dev.setpoint.trust.NodeRegistry;
import dev.setpoint.trust.TokenBook;
import dev.setpoint.trust.leaf.Keys;
import dev.setpoint.trust.leaf.Pem;
import dev.setpoint.trust.wire.EnrolAnswer;
import dev.setpoint.trust.wire.EnrolRequest;
import dev.setpoint.trust.wire.JoinJson;
import dev.setpoint.trust.wire.NonceAnswer;
import dev.setpoint.trust.wire.RenewAnswer;
import dev.setpoint.trust.wire.RenewRequest;
import dev.setpoint.trust.x509.Authority;
import dev.setpoint.trust.x509.OrderKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Answers machines that join and agents that renew. A function for each route; whoever calls limits
 * the body to {@link JoinJson#MAX_BYTES} and calls from a thread that may block. Safe for many
 * threads.
 */
public final class JoinDoor {
  private static final Pattern INSTANCE = Pattern.compile("[0-9a-f]{32}");
  private static final String AGAIN =
      "Make a new token with 'setpoint token create NODE' and run its command on the machine.";

  private final Authority authority;
  private final OrderKey orderKey;
  private final TokenBook tokens;
  private final NodeRegistry nodes;
  private final InstantSource clock;
  private final Nonces nonces;
  private final AgentGate gate;
  private final Path archive;
  private final JoinCounts counts = new JoinCounts();

  private JoinDoor(Parts parts, InstantSource clock, SecureRandom random) {
    this.authority = parts.authority();
    this.orderKey = parts.orderKey();
    this.tokens = parts.tokens();
    this.nodes = parts.nodes();
    this.archive = parts.archive();
    this.clock = clock;
    this.nonces = new Nonces(clock, random);
    this.gate = new AgentGate(authority.certificate(), nodes, clock);
  }

  /**
   * What a door stands on.
   *
   * @param archive the agent, packed; need not be there
   */
  public record Parts(
      Authority authority, OrderKey orderKey, TokenBook tokens, NodeRegistry nodes, Path archive) {}

  /** A door. */
  public static JoinDoor of(Parts parts, InstantSource clock, SecureRandom random) {
    return new JoinDoor(parts, clock, random);
  }

  /** Who is at the other end of a connection. */
  public Identity identify(List<X509Certificate> chain) {
    return gate.identify(chain);
  }

  /** How often what was answered. */
  public JoinCounts counts() {
    return counts;
  }

  /** {@code GET /join/v1/ca.pem}. */
  public JoinAnswer authority() {
    return new JoinAnswer.Text(200, "application/x-pem-file", authority.pem());
  }

  /** {@code GET /join/v1/install.sh}. */
  public JoinAnswer installScript() {
    return new JoinAnswer.Text(200, "text/x-shellscript", InstallScript.text());
  }

  /** {@code GET /join/v1/agent.tar.gz}. */
  public JoinAnswer agentArchive() {
    return Files.isRegularFile(archive)
        ? new JoinAnswer.File(200, "application/gzip", archive)
        : JoinAnswer.refusal(
            404,
            "NoAgentArchive",
            "This controller was installed without the agent's archive.",
            "Install the agent from the release by hand, then run 'setpoint-agent join'.");
  }

  /** {@code GET /join/v1/nonce}. */
  public JoinAnswer nonce() {
    return JoinAnswer.json(new NonceAnswer(nonces.make()));
  }

  /** {@code POST /join/v1/enrol}: a machine joins, or asks again because an answer was lost. */
  public JoinAnswer enrol(byte[] body) {
    JoinAnswer answer =
        JoinJson.read(body, EnrolRequest.class).map(this::enrol).orElseGet(JoinDoor::malformed);
    count(answer, counts::countJoined);
    return answer;
  }

  private JoinAnswer enrol(EnrolRequest request) {
    Optional<PublicKey> key = key(request.publicKey());
    if (key.isEmpty()
        || !Names.isNode(request.node())
        || !INSTANCE.matcher(request.instance()).matches()) {
      return malformed();
    }
    String signed = Keys.joining(request.token(), request.node(), request.publicKey());
    if (!Keys.proves(key.get(), signed, request.proof())) {
      return JoinAnswer.refusal(
          403, "ProofRefused", "The signature is not by the key that is shown.", AGAIN);
    }
    Instant until = authority.nextEnd();
    var claim =
        new Enrolment.Claim(
            request.token(),
            Digests.sha256(request.secret()),
            request.node(),
            Digests.ofKey(key.get()),
            request.instance(),
            until);
    return tokens
        .redeem(claim)
        .map(Refusals::of)
        .orElseGet(() -> welcome(request.node(), key.get(), until));
  }

  private JoinAnswer welcome(String node, PublicKey key, Instant until) {
    return JoinAnswer.json(
        new EnrolAnswer(
            Pem.of(authority.forAgent(node, key, until)),
            authority.pem(),
            Pem.base64(orderKey.publicKey()),
            authority.owner(),
            node));
  }

  /**
   * {@code POST /agent/v1/renew}: a new certificate for the key that the connection has proved.
   *
   * @param chain what the agent showed in the handshake
   */
  public JoinAnswer renew(List<X509Certificate> chain) {
    JoinAnswer answer =
        gate.identify(chain) instanceof Identity.Agent(String node)
            ? renewed(node, chain.getFirst().getPublicKey())
            : notAnAgent();
    count(answer, counts::countRenewed);
    return answer;
  }

  /** {@code POST /join/v1/renew}: the same for an agent whose certificate has ended. */
  public JoinAnswer renewLate(byte[] body) {
    JoinAnswer answer =
        JoinJson.read(body, RenewRequest.class).map(this::renewLate).orElseGet(JoinDoor::malformed);
    count(answer, counts::countRenewed);
    return answer;
  }

  private JoinAnswer renewLate(RenewRequest request) {
    Optional<PublicKey> key = key(request.publicKey());
    if (key.isEmpty() || !Names.isNode(request.node())) {
      return malformed();
    }
    String signed = Keys.renewing(request.nonce(), request.node(), request.publicKey());
    if (!nonces.isFresh(request.nonce()) || !Keys.proves(key.get(), signed, request.proof())) {
      return JoinAnswer.refusal(
          403,
          "ProofRefused",
          "The signature is too old, or not by the key that is shown.",
          "Check the clock of the machine; the agent tries again by itself.");
    }
    return renewed(request.node(), key.get());
  }

  private JoinAnswer renewed(String node, PublicKey key) {
    String keyHash = Digests.ofKey(key);
    Instant until = authority.nextEnd();
    Optional<String> refusal = Enrolment.renewalRefusal(nodes.find(node), keyHash, clock.instant());
    if (refusal.isPresent() || !nodes.renew(node, keyHash, until)) {
      return JoinAnswer.refusal(
          403,
          "RenewalRefused",
          "The certificate of "
              + node
              + " is not renewed: "
              + refusal.orElse("it was revoked")
              + ".",
          AGAIN);
    }
    return JoinAnswer.json(new RenewAnswer(Pem.of(authority.forAgent(node, key, until))));
  }

  private static Optional<PublicKey> key(String base64) {
    try {
      return Optional.of(Pem.publicKey(base64, "EC")).filter(Keys::isP256);
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private void count(JoinAnswer answer, Runnable granted) {
    if (answer.status() == 200) {
      granted.run();
    } else {
      counts.countRefused();
    }
  }

  private static JoinAnswer malformed() {
    return JoinAnswer.refusal(
        400,
        "MalformedRequest",
        "The request is not one that an agent of this version makes.",
        "Use the agent that this controller hands out.");
  }

  private static JoinAnswer notAnAgent() {
    return JoinAnswer.refusal(
        403, "NotAnAgent", "The certificate is not that of a node which may speak here.", AGAIN);
  }
}
