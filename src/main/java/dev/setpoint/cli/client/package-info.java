/** Asks a running controller over its API on loopback. */
@NullMarked
package dev.setpoint.cli.client;

import org.jspecify.annotations.NullMarked;
