/**
 * The shapes of the kinds: every field a manifest may have, its grammar, its documentation, and the
 * record it becomes. What needs more than one manifest to be judged is only marked here.
 *
 * <p>Doors: {@link dev.setpoint.manifest.kinds.Kinds}, {@link dev.setpoint.manifest.kinds.Marks}.
 */
@NullMarked
package dev.setpoint.manifest.kinds;

import org.jspecify.annotations.NullMarked;
