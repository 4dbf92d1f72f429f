/** Tests of how a server is listened to. */
@NullMarked
package dev.setpoint.target.lxd.watch;

import org.jspecify.annotations.NullMarked;
