package dev.setpoint.trust.join;

/**
 * A key that was made to join, kept until it did: when the answer of the controller is lost, the
 * same request is sent again and the token is not wasted.
 *
 * @param token id of the token that it is used with
 * @param key in PEM
 * @param publicKey in base64
 */
record Attempt(String token, String node, String instance, String key, String publicKey) {
  @Override
  public String toString() {
    return "attempt to join as " + node;
  }
}
