/** Instances on real servers: made, disturbed by hand, corrected, replaced. */
@NullMarked
package dev.setpoint.target.lxd.instance;

import org.jspecify.annotations.NullMarked;
