/**
 * What objects are created from: declarations in the words of the engine's API. Pure; the only
 * place where secrets are in clear, on their way to the engine.
 *
 * <p>Doors: {@link dev.setpoint.target.docker.body.ContainerBody}, {@link
 * dev.setpoint.target.docker.body.ObjectBodies}.
 */
@NullMarked
package dev.setpoint.target.docker.body;

import org.jspecify.annotations.NullMarked;
