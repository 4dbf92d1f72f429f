/** Tests of the room of the same name. */
@NullMarked
package dev.setpoint.target.host.file;

import org.jspecify.annotations.NullMarked;
