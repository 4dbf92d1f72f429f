/**
 * The record: what was intended, what came of it, and which revisions were taken or refused. An
 * entry is written once and never changed.
 *
 * <p>Doors: {@link dev.setpoint.audit.AuditEvent}, {@link dev.setpoint.audit.AuditLog}, {@link
 * dev.setpoint.audit.Trail}, {@link dev.setpoint.audit.AuditCodec}.
 */
@NullMarked
package dev.setpoint.audit;

import org.jspecify.annotations.NullMarked;
