/**
 * What one can ask of a Docker or Podman engine: its calls as one interface, their values, and its
 * errors. Knows nothing of HTTP, manifests, drift or corrections.
 *
 * <p>Doors: {@link dev.setpoint.target.docker.api.Engine}, {@link
 * dev.setpoint.target.docker.api.EngineAddress}.
 */
@NullMarked
package dev.setpoint.target.docker.api;

import org.jspecify.annotations.NullMarked;
