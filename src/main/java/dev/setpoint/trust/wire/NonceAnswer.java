package dev.setpoint.trust.wire;

/**
 * What is to be signed to renew late.
 *
 * @param nonce good for a minute
 */
public record NonceAnswer(String nonce) {}
