/** Both ends over real sockets of this machine, with real TLS. */
@NullMarked
package dev.setpoint.link.real;

import org.jspecify.annotations.NullMarked;
