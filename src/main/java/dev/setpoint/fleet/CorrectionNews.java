package dev.setpoint.fleet;

import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.Outcome;
import java.time.Duration;
import java.time.Instant;

/**
 * A correction that just ended, for live views and metrics. The trail, not this, is the record.
 *
 * @param driftSeenAt when the difference was first seen
 * @param began when the correction began
 * @param took how long it lasted
 * @param auditIndex index of its intent in the trail
 */
public record CorrectionNews(
    String node,
    Correction correction,
    Outcome outcome,
    Instant driftSeenAt,
    Instant began,
    Duration took,
    long auditIndex) {}
