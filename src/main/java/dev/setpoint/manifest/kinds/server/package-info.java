/**
 * The shapes of what LXD and Incus servers hold: instances, profiles, storage pools, projects,
 * images, and the fields of networks and volumes that only these servers know. Only the form is
 * looked at: which options a server has, it says itself.
 *
 * <p>Door: {@link dev.setpoint.manifest.kinds.server.ServerKinds}.
 */
@NullMarked
package dev.setpoint.manifest.kinds.server;

import org.jspecify.annotations.NullMarked;
