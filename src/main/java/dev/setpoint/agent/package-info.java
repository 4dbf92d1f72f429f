/**
 * The node loop: observe, drift, plan, record, apply, report. Knows targets and the pure rooms;
 * meets the controller only in the messages of {@code fleet}.
 *
 * <p>Doors: {@link dev.setpoint.agent.NodeAgent}, what it needs in {@link
 * dev.setpoint.agent.AgentEdges}, and {@link dev.setpoint.agent.Journal} and {@link
 * dev.setpoint.agent.NodeRecords}, which the store implements.
 */
@NullMarked
package dev.setpoint.agent;

import org.jspecify.annotations.NullMarked;
