package dev.setpoint.audit;

import java.time.Instant;

/**
 * One line of the trail.
 *
 * @param index dense, from 1
 * @param at when it was written
 * @param event what it records
 */
public record AuditEntry(long index, Instant at, AuditEvent event) {}
