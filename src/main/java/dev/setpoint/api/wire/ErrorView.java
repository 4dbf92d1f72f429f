package dev.setpoint.api.wire;

/**
 * The one shape of every refusal.
 *
 * @param error a stable word
 * @param message what failed, on what and why
 * @param remedy what to do
 */
public record ErrorView(String error, String message, String remedy) {}
