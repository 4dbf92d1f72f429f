/** Tests of talking to engines. */
@NullMarked
package dev.setpoint.target.docker.http;

import org.jspecify.annotations.NullMarked;
