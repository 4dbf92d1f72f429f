package dev.setpoint.trust.wire;

/**
 * The body of {@code POST /join/v1/renew}, for a certificate that has ended.
 *
 * @param node name of the node
 * @param publicKey the key that it joined with, in base64
 * @param nonce from {@code GET /join/v1/nonce}
 * @param proof signature by that key, see {@code Keys.renewing}
 */
public record RenewRequest(String node, String publicKey, String nonce, String proof) {}
