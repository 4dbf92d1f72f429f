package dev.setpoint.trust.x509;

import dev.setpoint.trust.Digests;
import dev.setpoint.trust.Enrolment;
import dev.setpoint.trust.Names;
import dev.setpoint.trust.leaf.Keys;
import dev.setpoint.trust.leaf.LeafRules;
import dev.setpoint.trust.leaf.OwnKey;
import dev.setpoint.trust.leaf.OwnerFile;
import dev.setpoint.trust.leaf.Pem;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.util.IPAddress;

/**
 * The authority of one installation, in a directory of its own. Made at the first start; lost,
 * every node has to join anew. Safe for many threads.
 */
public final class Authority {
  /** How long the authority itself is good. */
  static final Duration LIFE = Duration.ofDays(3_653);

  /** How long the controller's certificate is good; renewed at half of it. */
  static final Duration SERVER_LIFE = Duration.ofDays(90);

  private final String owner;
  private final X509Certificate certificate;
  private final Issuer issuer;
  private final InstantSource clock;
  private final SecureRandom random;

  private Authority(
      String owner,
      PrivateKey key,
      X509Certificate certificate,
      InstantSource clock,
      SecureRandom random) {
    this.owner = owner;
    this.certificate = certificate;
    this.clock = clock;
    this.random = random;
    var name = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    this.issuer = new Issuer(name, key, certificate.getPublicKey(), random);
  }

  /**
   * Opens the authority of a directory, or makes it.
   *
   * @param owner id of the installation
   * @throws TrustFilesException when its files cannot be used
   */
  public static Authority open(
      Path directory, String owner, InstantSource clock, SecureRandom random) {
    Path file = directory.resolve("ca.key");
    try {
      OwnerFile.directory(directory);
      Optional<String> text = OwnerFile.read(file);
      if (text.isEmpty()) {
        OwnerFile.write(file, made(owner, clock.instant(), random));
        text = OwnerFile.read(file);
      }
      return read(text.orElseThrow(), owner, clock, random);
    } catch (IOException | GeneralSecurityException e) {
      throw new TrustFilesException(
          file
              + " cannot be used: "
              + e.getMessage()
              + ": put back its copy; when it is removed a new authority is made, and every node"
              + " joins anew",
          e);
    }
  }

  /** Key and certificate in one file, so that there is never one without the other. */
  private static String made(String owner, Instant now, SecureRandom random) {
    var keys = Keys.make(random);
    var name = Issuer.named("Setpoint authority " + owner);
    var certificate = Issuer.authority(name, keys, now, LIFE, random);
    return Pem.of(keys.getPrivate()) + Pem.of(certificate);
  }

  private static Authority read(String text, String owner, InstantSource clock, SecureRandom random)
      throws GeneralSecurityException {
    int second = Math.max(0, text.indexOf(Pem.CERTIFICATE_BEGINS));
    PrivateKey key = Pem.privateKey(text.substring(0, second), "EC");
    X509Certificate certificate = Pem.certificate(text.substring(second));
    requireBelongTogether(key, certificate);
    return new Authority(owner, key, certificate, clock, random);
  }

  private static void requireBelongTogether(PrivateKey key, X509Certificate certificate)
      throws GeneralSecurityException {
    if (!Keys.proves(certificate.getPublicKey(), "own", Keys.prove(key, "own"))) {
      throw new GeneralSecurityException("its key and its certificate do not belong together");
    }
  }

  /** The certificate that everybody trusts. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** That certificate as the text which {@link #digest} is of. */
  public String pem() {
    return Pem.of(certificate);
  }

  /** SHA-256 of the PEM text: what a join token pins. */
  public String digest() {
    return Digests.sha256(pem());
  }

  /** Id of the installation. */
  public String owner() {
    return owner;
  }

  /** When a certificate that an agent is given now will end. */
  public Instant nextEnd() {
    return clock.instant().plus(Enrolment.CERTIFICATE_LIFE).truncatedTo(ChronoUnit.SECONDS);
  }

  /**
   * A certificate for an agent. Its name comes from what was redeemed, never from the request.
   *
   * @param until its end
   */
  public X509Certificate forAgent(String node, PublicKey key, Instant until) {
    if (!Names.isNode(node)) {
      throw new IllegalArgumentException("not the name of a node");
    }
    var names = List.of(uri(LeafRules.agentUri(node)));
    var leaf = new Issuer.Leaf(node, KeyPurposeId.id_kp_clientAuth, names);
    return issuer.leaf(leaf, key, clock.instant(), until);
  }

  /**
   * What the controller shows. Made anew for each start and whenever half of its life is over, so
   * that it needs no file: agents know the authority, not this key.
   *
   * @param hosts names and addresses under which agents reach the controller
   */
  public OwnKey forController(List<String> hosts) {
    var keys = Keys.make(random);
    var names = new ArrayList<GeneralName>();
    names.add(uri(LeafRules.controllerUri(owner)));
    hosts.forEach(host -> names.add(host(host)));
    var leaf = new Issuer.Leaf("Setpoint controller", KeyPurposeId.id_kp_serverAuth, names);
    Instant now = clock.instant();
    var own = issuer.leaf(leaf, keys.getPublic(), now, now.plus(SERVER_LIFE));
    return new OwnKey(keys.getPrivate(), List.of(own, certificate));
  }

  /** When what the controller shows should be made anew. */
  public static Instant renewalOf(OwnKey shown) {
    return shown.chain().getFirst().getNotAfter().toInstant().minus(SERVER_LIFE.dividedBy(2));
  }

  private static GeneralName uri(String uri) {
    return new GeneralName(GeneralName.uniformResourceIdentifier, uri);
  }

  private static GeneralName host(String host) {
    int kind = IPAddress.isValid(host) ? GeneralName.iPAddress : GeneralName.dNSName;
    return new GeneralName(kind, host);
  }

  @Override
  public String toString() {
    return "authority of " + owner;
  }
}
