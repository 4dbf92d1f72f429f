/** Tests of the calls to engines that need no engine. */
@NullMarked
package dev.setpoint.target.docker.api;

import org.jspecify.annotations.NullMarked;
