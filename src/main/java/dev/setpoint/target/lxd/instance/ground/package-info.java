/**
 * What all corrections of instances on one server share, and the calls that each of them makes in
 * the same way: starting and stopping, and writing without losing anything.
 */
@NullMarked
package dev.setpoint.target.lxd.instance.ground;

import org.jspecify.annotations.NullMarked;
