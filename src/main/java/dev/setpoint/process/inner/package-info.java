/**
 * What machines need that hold nodes inside instances: the agent's program as an archive, taken
 * from where this process itself was installed, and the way to the controller's tokens.
 *
 * <p>Doors: {@link dev.setpoint.process.inner.AgentPrograms}, {@link
 * dev.setpoint.process.inner.ParentAgents}, {@link dev.setpoint.process.inner.StatusFile}.
 */
@NullMarked
package dev.setpoint.process.inner;

import org.jspecify.annotations.NullMarked;
