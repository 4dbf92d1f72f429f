/**
 * One spelling for what LXD and Incus take in many: sizes, rates, switches. Pure; asks no server.
 *
 * <p>Door: {@link dev.setpoint.target.lxd.spelling.ConfigValues}.
 */
@NullMarked
package dev.setpoint.target.lxd.spelling;

import org.jspecify.annotations.NullMarked;
