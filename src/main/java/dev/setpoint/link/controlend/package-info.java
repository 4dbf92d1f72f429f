/**
 * The controller's end of all connections: who is let in, which order is offered to whom, what the
 * agents tell. Decides nothing about orders. Opens no socket: a listener hands it channels.
 *
 * <p>Doors: {@link dev.setpoint.link.controlend.ControllerEnd}, {@link
 * dev.setpoint.link.controlend.Admission}.
 */
@NullMarked
package dev.setpoint.link.controlend;

import org.jspecify.annotations.NullMarked;
