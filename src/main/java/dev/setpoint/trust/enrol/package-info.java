/**
 * The controller's answers to machines that join and to agents that renew, as functions from
 * request to answer; whoever owns the port calls them. Doors: {@link
 * dev.setpoint.trust.enrol.JoinDoor}, {@link dev.setpoint.trust.enrol.AgentGate}.
 */
@NullMarked
package dev.setpoint.trust.enrol;

import org.jspecify.annotations.NullMarked;
