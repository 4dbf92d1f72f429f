/** Tests of talking to engines. */
@NullMarked
package dev.setpoint.target.docker.api;

import org.jspecify.annotations.NullMarked;
