package dev.setpoint.trust.wire;

/**
 * The body of {@code POST /join/v1/enrol}.
 *
 * @param token id of the join token
 * @param secret its secret
 * @param node name of the node, as the token was made for
 * @param publicKey the machine's own P-256 key (SubjectPublicKeyInfo) in base64
 * @param proof signature by that key, see {@code Keys.joining}
 * @param instance what the agent calls this installation of itself: 32 hexadecimal digits
 */
public record EnrolRequest(
    String token, String secret, String node, String publicKey, String proof, String instance) {
  @Override
  public String toString() {
    return "request to join as a node with token " + token;
  }
}
