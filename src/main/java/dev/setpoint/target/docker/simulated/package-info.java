/**
 * An engine without a machine: it answers the calls of a container engine from memory, always in
 * the same way, so that the real driver can run where no engine is, and in tests.
 *
 * <p>Door: {@link dev.setpoint.target.docker.simulated.SimulatedEngine}.
 */
@NullMarked
package dev.setpoint.target.docker.simulated;

import org.jspecify.annotations.NullMarked;
