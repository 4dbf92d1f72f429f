/** Both ends of the connection in one thread on a virtual clock, over channels that can fail. */
@NullMarked
package dev.setpoint.link.world;

import org.jspecify.annotations.NullMarked;
