/** Tests of how fields are read. */
@NullMarked
package dev.setpoint.target.docker.fields;

import org.jspecify.annotations.NullMarked;
