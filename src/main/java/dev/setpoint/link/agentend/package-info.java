/**
 * The agent's end of its connection: it keeps one open, verifies orders before it hands them to the
 * local agent, and passes reports and the journal on. Interfaces to the node's disk are declared
 * here. Opens no socket: a dialer does.
 *
 * <p>Doors: {@link dev.setpoint.link.agentend.AgentEnd}, {@link
 * dev.setpoint.link.agentend.OrderShelf}, {@link dev.setpoint.link.agentend.JournalFeed}, {@link
 * dev.setpoint.link.agentend.Dialer}.
 */
@NullMarked
package dev.setpoint.link.agentend;

import org.jspecify.annotations.NullMarked;
