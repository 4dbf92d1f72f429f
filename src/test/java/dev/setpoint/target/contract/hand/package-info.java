/**
 * Hands that move an engine's objects from outside, behind Setpoint's back. They share no code with
 * the driver, so that one mistake is not made twice.
 *
 * <p>Door: {@link dev.setpoint.target.contract.hand.Hand}.
 */
@NullMarked
package dev.setpoint.target.contract.hand;

import org.jspecify.annotations.NullMarked;
