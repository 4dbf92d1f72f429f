package dev.setpoint.trust.wire;

/**
 * A new certificate for the same key.
 *
 * @param certificate in PEM
 */
public record RenewAnswer(String certificate) {}
