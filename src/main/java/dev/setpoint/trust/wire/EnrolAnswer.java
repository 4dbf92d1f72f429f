package dev.setpoint.trust.wire;

/**
 * What a machine gets that joins.
 *
 * @param certificate its certificate, in PEM
 * @param authority the authority's, in PEM
 * @param orderKey the key that signs orders (Ed25519, SubjectPublicKeyInfo) in base64
 * @param owner id of the installation that it belongs to now
 * @param node its name
 */
public record EnrolAnswer(
    String certificate, String authority, String orderKey, String owner, String node) {}
