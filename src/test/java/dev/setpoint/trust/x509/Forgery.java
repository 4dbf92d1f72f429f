package dev.setpoint.trust.x509;

import dev.setpoint.trust.leaf.LeafRules;
import dev.setpoint.trust.leaf.OwnKey;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** Certificates of agents that nobody here issues. */
public final class Forgery {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Forgery() {}

  /** For a node, signed by any key in any name. */
  public static OwnKey of(String node, String issuer, KeyPair signer, KeyPair keys) {
    var names =
        List.of(new GeneralName(GeneralName.uniformResourceIdentifier, LeafRules.agentUri(node)));
    Instant now = Instant.now();
    var leaf =
        new Issuer(Issuer.named(issuer), signer.getPrivate(), signer.getPublic(), RANDOM)
            .leaf(
                new Issuer.Leaf(node, KeyPurposeId.id_kp_clientAuth, names),
                keys.getPublic(),
                now,
                now.plus(Duration.ofHours(24)));
    return new OwnKey(keys.getPrivate(), List.of(leaf));
  }
}
