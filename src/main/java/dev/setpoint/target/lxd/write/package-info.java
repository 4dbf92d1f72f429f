/**
 * How what is declared gets to a server without losing what others have there: configuration as
 * fields, merging, writing with the tag of what was read, and what a refusal means.
 *
 * <p>Doors: {@link dev.setpoint.target.lxd.write.Writes}, {@link
 * dev.setpoint.target.lxd.write.Merge}, {@link dev.setpoint.target.lxd.write.Refusal}.
 */
@NullMarked
package dev.setpoint.target.lxd.write;

import org.jspecify.annotations.NullMarked;
