/**
 * How a Docker or Podman engine is looked at: one list, one inspection each, and what else must be
 * asked to read live values in the terms of their declarations. Only reads.
 *
 * <p>Door: {@link dev.setpoint.target.docker.look.Observer}.
 */
@NullMarked
package dev.setpoint.target.docker.look;

import org.jspecify.annotations.NullMarked;
