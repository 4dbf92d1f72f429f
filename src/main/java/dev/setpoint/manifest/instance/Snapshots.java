package dev.setpoint.manifest.instance;

import org.jspecify.annotations.Nullable;

/**
 * Snapshots that the server takes by itself.
 *
 * <pre>
 * snapshots: {schedule: "0 3 * * *", expiry: 7d, pattern: "nightly-%d"}
 * </pre>
 *
 * @param schedule five fields of cron, or words like {@code @daily}; null when it is not declared,
 *     so also the other two
 * @param expiry how long each is kept, such as {@code 7d}
 * @param pattern how they are named
 */
public record Snapshots(
    @Nullable String schedule, @Nullable String expiry, @Nullable String pattern) {}
