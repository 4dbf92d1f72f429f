/** Tests of how containers are looked at. */
@NullMarked
package dev.setpoint.target.docker.look;

import org.jspecify.annotations.NullMarked;
