package dev.setpoint.trust.join;

import dev.setpoint.trust.JoinAddress;
import dev.setpoint.trust.Names;
import dev.setpoint.trust.leaf.Pem;
import java.security.GeneralSecurityException;

/**
 * An identity as its file holds it; all in one, so that there never is a key without its
 * certificate.
 *
 * @param key in PEM; the reason why nobody else may read the file
 */
record StoredIdentity(
    int version,
    String controller,
    String node,
    String instance,
    String owner,
    String key,
    String certificate,
    String authority,
    String orderKey) {
  static final int VERSION = 1;

  static StoredIdentity of(AgentIdentity identity) {
    return new StoredIdentity(
        VERSION,
        identity.controller().toString(),
        identity.node(),
        identity.instance(),
        identity.owner(),
        Pem.of(identity.key()),
        Pem.of(identity.certificate()),
        Pem.of(identity.authority()),
        Pem.base64(identity.orderKey()));
  }

  AgentIdentity identity() throws GeneralSecurityException {
    if (version != VERSION || !Names.isNode(node)) {
      throw new GeneralSecurityException("it is of another version of the agent");
    }
    return new AgentIdentity(
        JoinAddress.parse(controller)
            .orElseThrow(() -> new GeneralSecurityException("it names no controller")),
        node,
        instance,
        owner,
        Pem.privateKey(key, "EC"),
        Pem.certificate(certificate),
        Pem.certificate(authority),
        Pem.publicKey(orderKey, "Ed25519"));
  }

  @Override
  public String toString() {
    return "identity of " + node;
  }
}
