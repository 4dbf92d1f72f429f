/**
 * What of an instance holds data: the volumes that a reset empties, and the snapshots that pets are
 * put back to. What becomes of the instance itself is beside this.
 */
@NullMarked
package dev.setpoint.target.lxd.instance.data;

import org.jspecify.annotations.NullMarked;
