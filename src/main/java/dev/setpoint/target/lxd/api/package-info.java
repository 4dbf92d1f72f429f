/**
 * What one can ask of an LXD or Incus server: its calls as one interface, their values, and its
 * errors. Knows nothing of HTTP, manifests, drift or corrections.
 *
 * <p>Doors: {@link dev.setpoint.target.lxd.api.Server}, {@link
 * dev.setpoint.target.lxd.api.ServerAddress}.
 */
@NullMarked
package dev.setpoint.target.lxd.api;

import org.jspecify.annotations.NullMarked;
