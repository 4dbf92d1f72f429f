/**
 * How instances are corrected on a server: made, written to, started, stopped, replaced and
 * removed. Decides nothing: a correction says what is due.
 *
 * <p>Door: {@link dev.setpoint.target.lxd.instance.change.InstanceChanges}.
 */
@NullMarked
package dev.setpoint.target.lxd.instance.change;

import org.jspecify.annotations.NullMarked;
