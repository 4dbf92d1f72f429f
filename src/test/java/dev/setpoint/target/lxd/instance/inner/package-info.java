/** Tests of nodes inside instances that need no server. */
@NullMarked
package dev.setpoint.target.lxd.instance.inner;

import org.jspecify.annotations.NullMarked;
