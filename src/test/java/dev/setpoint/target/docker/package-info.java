@NullMarked
package dev.setpoint.target.docker;

import org.jspecify.annotations.NullMarked;
