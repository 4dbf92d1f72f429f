/**
 * A whole fleet in one thread on a virtual clock: the controller, twenty agents on their disks and
 * engines, and the network between them, with faults drawn from a seed. Nothing here tests a single
 * part.
 *
 * <p>Door: {@link dev.setpoint.simulation.FleetWorld}.
 */
@NullMarked
package dev.setpoint.simulation;

import org.jspecify.annotations.NullMarked;
