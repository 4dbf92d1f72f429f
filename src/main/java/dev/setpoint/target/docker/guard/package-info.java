/**
 * What is never allowed on this machine, whatever its controller says: the machine's own policy
 * file, and an engine that judges every call by it, on the very body that the engine gets. Lists
 * what is allowed; what it does not know it refuses. Knows {@code api}, whose calls it judges.
 *
 * <p>Doors: {@link dev.setpoint.target.docker.guard.GuardedEngine}, {@link
 * dev.setpoint.target.docker.guard.PolicyFile}.
 */
@NullMarked
package dev.setpoint.target.docker.guard;

import org.jspecify.annotations.NullMarked;
