/**
 * When and how much of the agent's work runs: looks that wait, lanes that run one thing at a time,
 * slots that bound what runs side by side. Knows nothing of what the work is.
 *
 * <p>Doors: {@link dev.setpoint.agent.pace.PendingLooks}, {@link dev.setpoint.agent.pace.Lane},
 * {@link dev.setpoint.agent.pace.Slots}. Called by the agent.
 */
@NullMarked
package dev.setpoint.agent.pace;

import org.jspecify.annotations.NullMarked;
