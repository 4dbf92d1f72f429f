/**
 * What the two ends of a connection say to each other, as plain values: messages, the head of an
 * order with its digest, and the difference of two reports. How they look on the wire, and who may
 * say them when, is the room {@code link}.
 *
 * <p>Doors: {@link dev.setpoint.fleet.message.AgentMessage}, {@link
 * dev.setpoint.fleet.message.ControllerMessage}, {@link dev.setpoint.fleet.message.OrderHeader}.
 */
@NullMarked
package dev.setpoint.fleet.message;

import org.jspecify.annotations.NullMarked;
