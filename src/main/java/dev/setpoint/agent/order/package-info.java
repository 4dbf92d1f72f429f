/**
 * An order in the terms of one machine: each resource on its engine, described as that engine sees
 * it, with the machine's secrets. Does not look at an engine and changes nothing.
 *
 * <p>Doors: {@link dev.setpoint.agent.order.OrderReader}, {@link dev.setpoint.agent.order.Engines},
 * {@link dev.setpoint.agent.order.SecretSource}. Called by the agent.
 */
@NullMarked
package dev.setpoint.agent.order;

import org.jspecify.annotations.NullMarked;
