package dev.setpoint.store.identity;

import dev.setpoint.audit.AuditEvent;
import dev.setpoint.store.sql.Session;
import java.sql.SQLException;
import java.time.Instant;

/** Where events go, in the transaction that they are about. */
@FunctionalInterface
public interface TrailWriter {
  /** Adds an event behind the last one. */
  void append(Session session, Instant now, AuditEvent event) throws SQLException;
}
