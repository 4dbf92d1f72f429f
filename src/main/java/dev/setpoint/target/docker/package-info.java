/**
 * Docker and Podman as targets: one driver, whose differences between the engines are data. Puts
 * together what its sub-rooms do: {@code api} talks, {@code fields} and {@code body} map, {@code
 * look} reads, {@code change} writes.
 *
 * <p>Door: {@link dev.setpoint.target.docker.DockerTarget}.
 */
@NullMarked
package dev.setpoint.target.docker;

import org.jspecify.annotations.NullMarked;
