package dev.setpoint.agent;

import dev.setpoint.fleet.ReportSink;
import dev.setpoint.fleet.Timeline;
import dev.setpoint.target.ResourceInputs;
import java.util.random.RandomGenerator;

/**
 * What the steps of an agent share.
 *
 * @param settings how the agent works
 * @param timeline clock and threads
 * @param random for jitter only
 * @param view what is known of the node
 * @param ledger our own records
 * @param judge what differs and what to do
 * @param attempts the loop breaker's memory
 * @param culprits who moved what, where engines tell
 * @param noInputs for what refers to nothing
 * @param sink where reports and news go
 */
record AgentParts(
    AgentSettings settings,
    Timeline timeline,
    RandomGenerator random,
    NodeView view,
    Ledger ledger,
    Judge judge,
    Attempts attempts,
    Culprits culprits,
    ResourceInputs noInputs,
    ReportSink sink) {}
