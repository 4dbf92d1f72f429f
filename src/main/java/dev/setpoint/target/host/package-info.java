/**
 * The machine itself as a target: files, packages, units and the rest of what a {@code Host}
 * declares. A thing of a machine is never absent, only in another state, so that every correction
 * is a change in place.
 *
 * <p>Door: {@link dev.setpoint.target.host.HostTarget}. How single kinds are seen and changed is
 * below, one room for each family of kinds.
 */
@NullMarked
package dev.setpoint.target.host;

import org.jspecify.annotations.NullMarked;
