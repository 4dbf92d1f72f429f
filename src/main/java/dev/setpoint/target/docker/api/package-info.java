/**
 * How one talks to a Docker or Podman engine: its calls as one interface, the HTTP client behind
 * it, its errors, and where engines are found. Knows nothing of manifests, drift or corrections.
 *
 * <p>Doors: {@link dev.setpoint.target.docker.api.Engine}, {@link
 * dev.setpoint.target.docker.api.HttpEngine}, {@link
 * dev.setpoint.target.docker.api.EngineDiscovery}.
 */
@NullMarked
package dev.setpoint.target.docker.api;

import org.jspecify.annotations.NullMarked;
