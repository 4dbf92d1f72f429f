/**
 * How one talks to a real engine: HTTP over unix sockets and TCP, TLS, logins to registries, what
 * only Podman's own interface can do, and where engines are found on a machine.
 *
 * <p>Doors: {@link dev.setpoint.target.docker.http.HttpEngine}, {@link
 * dev.setpoint.target.docker.http.EngineDiscovery}. Knows {@code api}, whose calls it makes.
 */
@NullMarked
package dev.setpoint.target.docker.http;

import org.jspecify.annotations.NullMarked;
