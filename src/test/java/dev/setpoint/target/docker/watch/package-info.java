/** Tests of what is watched beside an engine's events. */
@NullMarked
package dev.setpoint.target.docker.watch;

import org.jspecify.annotations.NullMarked;
