package dev.setpoint.trust.leaf;

import dev.setpoint.trust.Names;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/**
 * What a certificate must look like to speak for an agent or for the controller. Own rules beside
 * the JDK's, because those let through what nobody here issues: other chains, several names, a
 * certificate for both roles.
 */
public final class LeafRules {
  private static final String AGENT_URI = "setpoint://agent/";
  private static final String CONTROLLER_URI = "setpoint://controller/";
  private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
  private static final int URI_NAME = 6;
  private static final int DIGITAL_SIGNATURE = 0;
  private static final int CERTIFICATE_SIGN = 5;

  private final X509Certificate authority;
  private final ProvenLeaves proven = new ProvenLeaves();

  /** Rules under this authority. */
  public LeafRules(X509Certificate authority) {
    this.authority = authority;
  }

  /** Whose certificates these rules let through. */
  X509Certificate authority() {
    return authority;
  }

  /** The name that an agent's certificate bears. */
  public static String agentUri(String node) {
    return AGENT_URI + node;
  }

  /** The name that the certificate of an installation's controller bears. */
  public static String controllerUri(String owner) {
    return CONTROLLER_URI + owner;
  }

  /**
   * The node that a chain speaks for.
   *
   * @throws CertificateException when it speaks for none, and why
   */
  public String node(List<X509Certificate> chain, Instant now) throws CertificateException {
    X509Certificate leaf = checked(chain, CLIENT_AUTH, now);
    Collection<List<?>> names = names(leaf);
    require(names.size() == 1, "an agent's certificate bears exactly one name");
    String node =
        uri(names, AGENT_URI)
            .filter(Names::isNode)
            .orElseThrow(() -> new CertificateException("the certificate names no node"));
    require(
        leaf.getSubjectX500Principal().equals(new X500Principal("CN=" + node)),
        "the subject of the certificate is not its node");
    return node;
  }

  /**
   * The installation whose controller a chain speaks for.
   *
   * @throws CertificateException when it speaks for none, and why
   */
  public String owner(List<X509Certificate> chain, Instant now) throws CertificateException {
    X509Certificate leaf = checked(chain, SERVER_AUTH, now);
    Collection<List<?>> names = names(leaf);
    require(
        names.stream().filter(name -> name.getFirst().equals(URI_NAME)).count() == 1,
        "a controller's certificate names exactly one installation");
    return uri(names, CONTROLLER_URI)
        .orElseThrow(() -> new CertificateException("the certificate names no controller"));
  }

  private X509Certificate checked(List<X509Certificate> chain, String purpose, Instant now)
      throws CertificateException {
    require(!chain.isEmpty() && chain.size() <= 2, "a chain is a certificate and the authority");
    require(
        chain.size() == 1 || chain.get(1).equals(authority), "the chain ends at another authority");
    X509Certificate leaf = chain.getFirst();
    checkSignature(leaf);
    leaf.checkValidity(Date.from(now));
    require(leaf.getVersion() == 3, "the certificate is not of version 3");
    require(leaf.getBasicConstraints() == -1, "the certificate claims to be an authority");
    require(!leaf.hasUnsupportedCriticalExtension(), "the certificate has an unknown restriction");
    boolean[] usage = leaf.getKeyUsage();
    require(
        usage != null && usage[DIGITAL_SIGNATURE] && !usage[CERTIFICATE_SIGN],
        "the key may be used for something else");
    require(
        List.of(purpose).equals(leaf.getExtendedKeyUsage()),
        "the certificate is made for another role");
    require(Keys.isP256(leaf.getPublicKey()), "the key is not of the curve P-256");
    return leaf;
  }

  private void checkSignature(X509Certificate leaf) throws CertificateException {
    require(
        leaf.getIssuerX500Principal().equals(authority.getSubjectX500Principal()),
        "the certificate is of another authority");
    String digest = ProvenLeaves.digest(leaf.getEncoded());
    if (proven.has(digest)) {
      return;
    }
    try {
      leaf.verify(authority.getPublicKey());
      proven.add(digest);
    } catch (GeneralSecurityException e) {
      throw new CertificateException("the authority did not sign the certificate", e);
    }
  }

  private static Collection<List<?>> names(X509Certificate leaf) throws CertificateException {
    Collection<List<?>> names = leaf.getSubjectAlternativeNames();
    return names == null ? List.of() : names;
  }

  private static Optional<String> uri(Collection<List<?>> names, String beginning) {
    return names.stream()
        .filter(name -> name.getFirst().equals(URI_NAME))
        .map(name -> String.valueOf(name.get(1)))
        .filter(uri -> uri.startsWith(beginning))
        .map(uri -> uri.substring(beginning.length()))
        .findFirst();
  }

  private static void require(boolean holds, String otherwise) throws CertificateException {
    if (!holds) {
      throw new CertificateException(otherwise);
    }
  }
}
