/**
 * When a revision reaches which node: guards that hold what removes too much, the canary, and the
 * nodes that move at a time. Waves and freeze windows will live here too. Pure values; the control
 * loop tells what happens and does what comes out. Nothing of manifests, orders on the wire or
 * storage.
 *
 * <p>Doors: {@link dev.setpoint.rollout.Guards}, {@link dev.setpoint.rollout.Rollout}.
 */
@NullMarked
package dev.setpoint.rollout;

import org.jspecify.annotations.NullMarked;
