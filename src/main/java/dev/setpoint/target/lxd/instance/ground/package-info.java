/** What all corrections of instances on one server share. */
@NullMarked
package dev.setpoint.target.lxd.instance.ground;

import org.jspecify.annotations.NullMarked;
