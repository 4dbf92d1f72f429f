package dev.setpoint.api.wire;

import java.time.Instant;

/**
 * Who moved a resource, as its engine told it.
 *
 * @param who such as {@code root over the unix socket}
 * @param what what they did, such as {@code instance-exec [rm /etc/motd]}
 * @param at when, by the engine's clock
 */
public record CulpritView(String who, String what, Instant at) {}
