/**
 * The agent as a program of its own: its command line, and the wiring of agent, connection and
 * disk. Loads neither the controller nor its framework.
 *
 * <p>Door: {@link dev.setpoint.process.node.AgentMain}.
 */
@NullMarked
package dev.setpoint.process.node;

import org.jspecify.annotations.NullMarked;
