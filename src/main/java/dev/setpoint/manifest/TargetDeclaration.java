package dev.setpoint.manifest;

import org.jspecify.annotations.Nullable;

/**
 * One engine of a node.
 *
 * @param name {@code docker} or {@code podman}
 * @param socket path of its unix socket, or null for the engine's usual one
 */
public record TargetDeclaration(String name, @Nullable String socket) {}
