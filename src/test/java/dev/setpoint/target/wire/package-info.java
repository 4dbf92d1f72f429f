/** Tests of what all targets share. */
@NullMarked
package dev.setpoint.target.wire;

import org.jspecify.annotations.NullMarked;
