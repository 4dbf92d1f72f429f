/**
 * What instances, profiles, networks and pools may have of this machine: a server that judges every
 * call by the machine's own policy right before it is made, on what the instance would have in the
 * end, its profiles included. Where the policy is read is not known here.
 *
 * <p>Doors: {@link dev.setpoint.target.lxd.guard.GuardedServer}, {@link
 * dev.setpoint.target.lxd.guard.ServerPolicy}.
 */
@NullMarked
package dev.setpoint.target.lxd.guard;

import org.jspecify.annotations.NullMarked;
