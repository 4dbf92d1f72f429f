/** The connection of controller and agents: hostile ends, both real ends, and the page on it. */
@NullMarked
package dev.setpoint.link;

import org.jspecify.annotations.NullMarked;
