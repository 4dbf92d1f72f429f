/**
 * How an agent asks its controller for the tokens of nodes inside its instances. What the
 * controller answers is decided in the control loop.
 *
 * <p>Door: {@link dev.setpoint.link.invite.TokenAsks}.
 */
@NullMarked
package dev.setpoint.link.invite;

import org.jspecify.annotations.NullMarked;
