/**
 * What Setpoint watches beside the events of an engine that does not tell enough, namely Podman:
 * the kernel's limits of running containers, health checks that nobody runs, containers that died
 * and may be on their way out. Gives hints only; decides nothing and changes nothing.
 *
 * <p>Doors: {@link dev.setpoint.target.docker.watch.PodmanWatch} and {@link
 * dev.setpoint.target.docker.watch.Departures}.
 */
@NullMarked
package dev.setpoint.target.docker.watch;

import org.jspecify.annotations.NullMarked;
