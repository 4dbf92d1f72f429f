/** How instances' values are written in one form, and what a change of each takes. */
@NullMarked
package dev.setpoint.target.lxd.instance.fields;

import org.jspecify.annotations.NullMarked;
