package dev.setpoint.agent;

import dev.setpoint.agent.order.Engines;
import dev.setpoint.agent.order.LocalHold;
import dev.setpoint.agent.order.SecretSource;
import dev.setpoint.fleet.ReportSink;
import dev.setpoint.reconcile.field.Hider;

/**
 * Everything that an agent reaches outside of itself.
 *
 * @param engines engines of the machine
 * @param journal intents and outcomes
 * @param records our own records of the node
 * @param secrets secrets of the machine
 * @param hold the machine's own word that nothing is to be changed
 * @param hider hides secrets for comparing and recording
 * @param sink the controller's ear
 */
public record AgentEdges(
    Engines engines,
    Journal journal,
    NodeRecords records,
    SecretSource secrets,
    LocalHold hold,
    Hider hider,
    ReportSink sink) {}
