package dev.setpoint.trust.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.setpoint.fixture.SteppingClock;
import dev.setpoint.trust.enrol.World;
import dev.setpoint.trust.leaf.Keys;
import dev.setpoint.trust.leaf.LeafRules;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates that look nearly right. */
@SuppressWarnings("NullAway.Init")
class CertificateCasesTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final X500Name NAME = Issuer.named("Setpoint authority test");

  @TempDir Path directory;

  private final SteppingClock clock = World.clock();
  private final KeyPair caKeys = Keys.make(RANDOM);
  private final KeyPair keys = Keys.make(RANDOM);
  private X509Certificate ca;
  private Issuer issuer;
  private LeafRules rules;

  @BeforeEach
  void open() {
    ca = Issuer.authority(NAME, caKeys, clock.instant(), Authority.LIFE, RANDOM);
    issuer = new Issuer(NAME, caKeys.getPrivate(), caKeys.getPublic(), RANDOM);
    rules = new LeafRules(ca);
  }

  private static GeneralName uri(String uri) {
    return new GeneralName(GeneralName.uniformResourceIdentifier, uri);
  }

  private static Issuer.Leaf agent(GeneralName... names) {
    return new Issuer.Leaf("web1", KeyPurposeId.id_kp_clientAuth, List.of(names));
  }

  private X509Certificate leaf(Issuer by, Issuer.Leaf leaf) {
    Instant now = clock.instant();
    return by.leaf(leaf, keys.getPublic(), now, now.plus(Duration.ofHours(24)));
  }

  private void refuses(String why, X509Certificate... chain) {
    assertThatThrownBy(() -> rules.node(List.of(chain), clock.instant()))
        .isInstanceOf(CertificateException.class)
        .hasMessageContaining(why);
  }

  @Test
  void aRightOneIsTaken() throws CertificateException {
    X509Certificate right = leaf(issuer, agent(uri("setpoint://agent/web1")));
    assertThat(rules.node(List.of(right), clock.instant())).isEqualTo("web1");
    assertThat(rules.node(List.of(right, ca), clock.instant())).isEqualTo("web1");
  }

  /** Case T15: what a leaf signs is worth nothing, however the chain is told. */
  @Test
  void aLeafIsNoIssuer() {
    X509Certificate leaf = leaf(issuer, agent(uri("setpoint://agent/web1")));
    var byLeaf = new Issuer(Issuer.named("web1"), keys.getPrivate(), keys.getPublic(), RANDOM);
    X509Certificate forged = leaf(byLeaf, agent(uri("setpoint://agent/db1")));
    refuses("at another authority", forged, leaf);
    refuses("a chain is", forged, leaf, ca);
    refuses("of another authority", forged);
    refuses("at another authority", leaf, forged);
    var inItsName = new Issuer(NAME, keys.getPrivate(), keys.getPublic(), RANDOM);
    refuses("did not sign", leaf(inItsName, agent(uri("setpoint://agent/web1"))));
  }

  /** Case T15: an authority is no agent. */
  @Test
  void anAuthorityIsNoLeaf() {
    refuses("claims to be an authority", ca);
  }

  /** Cases T11, T15: one role, one way. */
  @Test
  void aCertificateOfOneRoleIsRefusedInTheOther() {
    var controller =
        new Issuer.Leaf(
            "Setpoint controller",
            KeyPurposeId.id_kp_serverAuth,
            List.of(uri("setpoint://controller/0f")));
    refuses("another role", leaf(issuer, controller));
    refuses(
        "another role",
        leaf(
            issuer,
            new Issuer.Leaf(
                "web1", KeyPurposeId.anyExtendedKeyUsage, List.of(uri("setpoint://agent/web1")))));
    X509Certificate agent = leaf(issuer, agent(uri("setpoint://agent/web1")));
    assertThatThrownBy(() -> rules.owner(List.of(agent), clock.instant()))
        .isInstanceOf(CertificateException.class)
        .hasMessageContaining("another role");
  }

  /** Case T10: exactly one name, of a node, and the same everywhere. */
  @Test
  void foreignAndSeveralNamesAreRefused() {
    refuses(
        "exactly one name",
        leaf(issuer, agent(uri("setpoint://agent/web1"), uri("setpoint://agent/db1"))));
    refuses(
        "exactly one name",
        leaf(
            issuer,
            agent(uri("setpoint://agent/web1"), new GeneralName(GeneralName.dNSName, "web1"))));
    refuses("names no node", leaf(issuer, agent(uri("spiffe://agent/web1"))));
    refuses("names no node", leaf(issuer, agent(uri("setpoint://controller/web1"))));
    refuses("names no node", leaf(issuer, agent(uri("setpoint://agent/web1/db1"))));
    refuses("names no node", leaf(issuer, agent(new GeneralName(GeneralName.dNSName, "web1"))));
    refuses("is not its node", leaf(issuer, agent(uri("setpoint://agent/db1"))));
  }

  @Test
  void timeIsKept() {
    X509Certificate right = leaf(issuer, agent(uri("setpoint://agent/web1")));
    clock.step(Duration.ofHours(24).plusSeconds(1));
    refuses("NotAfter", right);
    clock.step(Duration.ofHours(-25));
    refuses("NotBefore", right);
  }

  /** What is remembered of a certificate is its signature alone, and of these bytes alone. */
  @Test
  void oneThatWasSeenBeforeIsJudgedAgain() throws Exception {
    X509Certificate seen = leaf(issuer, agent(uri("setpoint://agent/web1")));
    assertThat(rules.node(List.of(seen), clock.instant())).isEqualTo("web1");
    assertThat(rules.node(List.of(seen), clock.instant())).isEqualTo("web1");
    assertThatThrownBy(() -> rules.owner(List.of(seen), clock.instant()))
        .hasMessageContaining("another role");
    byte[] bytes = seen.getEncoded();
    bytes[bytes.length - 1] ^= 1; // the last byte of the signature
    var changed =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(bytes));
    refuses("did not sign", changed);
    clock.step(Duration.ofHours(25));
    refuses("NotAfter", seen);
  }

  @Test
  void theControllerShowsItsNamesAndRenewsInTime() throws CertificateException {
    var authority = Authority.open(directory, "0f", clock, RANDOM);
    var shown = authority.forController(List.of("setpoint.example", "10.0.0.1", "fd00::1"));
    assertThat(new LeafRules(authority.certificate()).owner(shown.chain(), clock.instant()))
        .isEqualTo("0f");
    assertThat(shown.chain().getFirst().getSubjectAlternativeNames())
        .extracting(name -> String.valueOf(name.get(1)))
        .contains("setpoint.example", "10.0.0.1");
    assertThat(Authority.renewalOf(shown))
        .isBetween(
            clock.instant().plus(Duration.ofDays(44)), clock.instant().plus(Duration.ofDays(46)));
  }

  @Test
  void theFilesAreTheOwnersAloneAndDamageIsSaid() throws IOException {
    String digest = Authority.open(directory, "0f", clock, RANDOM).digest();
    OrderKey.open(directory);
    for (String name : List.of("ca.key", "order.key")) {
      Path file = directory.resolve(name);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
    Path key = directory.resolve("ca.key");
    Files.writeString(key, Files.readString(key).substring(10));
    assertThatThrownBy(() -> Authority.open(directory, "0f", clock, RANDOM))
        .isInstanceOf(TrustFilesException.class)
        .hasMessageContaining("put back its copy");
    Files.delete(key);
    assertThat(Authority.open(directory, "0f", clock, RANDOM).digest()).isNotEqualTo(digest);
  }
}
