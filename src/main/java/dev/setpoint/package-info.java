/** The program's entry point and nothing else; every room is a package below this one. */
@NullMarked
package dev.setpoint;

import org.jspecify.annotations.NullMarked;
