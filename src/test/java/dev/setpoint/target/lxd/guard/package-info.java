/** What the machine's policy lets its servers make. */
@NullMarked
package dev.setpoint.target.lxd.guard;

import org.jspecify.annotations.NullMarked;
