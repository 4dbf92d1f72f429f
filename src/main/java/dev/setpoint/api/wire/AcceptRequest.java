package dev.setpoint.api.wire;

import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /api/v1/source/accept}.
 *
 * @param commit id of the commit that may follow a rewritten history, in full
 * @param by who says so
 */
public record AcceptRequest(@Nullable String commit, @Nullable String by) {}
