/** Real LXD and Incus servers for tests. */
@NullMarked
package dev.setpoint.target.lxd;

import org.jspecify.annotations.NullMarked;
