/**
 * The port that agents come to: TLS 1.3, an exact table of routes, and the connections that it
 * hands to the controller's end. Decides nothing about certificates or messages.
 *
 * <p>Doors: {@link dev.setpoint.link.listen.FleetListener}, {@link
 * dev.setpoint.link.listen.FleetRoute}.
 */
@NullMarked
package dev.setpoint.link.listen;

import org.jspecify.annotations.NullMarked;
