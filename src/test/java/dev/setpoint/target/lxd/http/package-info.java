/** The client of LXD and Incus against real servers, and against what breaks. */
@NullMarked
package dev.setpoint.target.lxd.http;

import org.jspecify.annotations.NullMarked;
