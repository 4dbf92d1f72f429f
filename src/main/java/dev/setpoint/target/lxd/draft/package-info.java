/**
 * Manifests that say what an LXD or Incus server holds: its own options and devices, without what
 * the server or an image wrote.
 *
 * <p>Door: {@link dev.setpoint.target.lxd.draft.ServerDrafter}.
 */
@NullMarked
package dev.setpoint.target.lxd.draft;

import org.jspecify.annotations.NullMarked;
