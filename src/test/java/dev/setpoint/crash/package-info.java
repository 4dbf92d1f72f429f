/**
 * Kills the packaged program again and again, at random moments and at named ones, while a
 * repository and an engine change under it, and checks what the engine and the trail say
 * afterwards. Nothing here uses the program's own classes to look at an engine.
 */
@NullMarked
package dev.setpoint.crash;

import org.jspecify.annotations.NullMarked;
