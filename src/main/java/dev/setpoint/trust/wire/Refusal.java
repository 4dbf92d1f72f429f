package dev.setpoint.trust.wire;

/**
 * Why a request failed.
 *
 * @param error a stable word
 * @param message what failed and why
 * @param remedy what to do
 */
public record Refusal(String error, String message, String remedy) {}
