/**
 * How messages look on the wire, strictly both ways, and what a signature of an order covers. Knows
 * no connection and no state.
 *
 * <p>Doors: {@link dev.setpoint.link.message.MessageCodec}, {@link
 * dev.setpoint.link.message.OrderCodec}, {@link dev.setpoint.link.message.OrderSeal}.
 */
@NullMarked
package dev.setpoint.link.message;

import org.jspecify.annotations.NullMarked;
