/**
 * How a Docker or Podman engine is changed: one class per sort of correction, each leaving a state
 * after every call from which {@link dev.setpoint.target.docker.change.Settlement} finds back.
 *
 * <p>Door: {@link dev.setpoint.target.docker.change.Applier}.
 */
@NullMarked
package dev.setpoint.target.docker.change;

import org.jspecify.annotations.NullMarked;
