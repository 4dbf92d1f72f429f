/** Tests of the machine's own policy. */
@NullMarked
package dev.setpoint.target.docker.guard;

import org.jspecify.annotations.NullMarked;
