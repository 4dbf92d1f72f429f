package dev.setpoint.api.wire;

import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /api/v1/tokens}: a node or a person, not both.
 *
 * @param node name of the node that may join
 * @param person name of the person that may ask
 * @param role of the person: {@code viewer}, {@code operator} or {@code admin}
 * @param seconds how long it is good; null for 15 minutes, or for a person until it is revoked
 * @param by who says so
 */
public record TokenRequest(
    @Nullable String node,
    @Nullable String person,
    @Nullable String role,
    @Nullable Long seconds,
    @Nullable String by) {}
