package dev.setpoint.target;

/**
 * Whether a target answers.
 *
 * @param reachable whether it answered
 * @param engine product and version, such as {@code Docker 20.10.24}
 * @param api API version spoken, such as {@code 1.41}
 * @param message a sentence with the remedy when it did not answer, else empty
 */
public record TargetStatus(boolean reachable, String engine, String api, String message) {}
