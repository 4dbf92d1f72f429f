package dev.setpoint.agent;

import dev.setpoint.audit.AuditEntry;
import dev.setpoint.audit.AuditEvent;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.AppliedRecord;
import dev.setpoint.reconcile.CorrectionHistory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Intents before effects, outcomes after them, and our own records changed together with the
 * outcome. Safe for many threads.
 */
public interface Journal {
  /**
   * Makes an intent durable.
   *
   * @return its index in the trail
   * @throws dev.setpoint.audit.Trail.TrailUnavailableException when it cannot; nothing may be done
   *     then
   */
  long intend(AuditEvent.Intent intent);

  /**
   * Makes an outcome durable, and in the same transaction what follows from it for our own record.
   *
   * @throws IllegalStateException when the intent already has an outcome
   */
  void settle(AuditEvent.Settled outcome, RecordChange change);

  /** Intents of this node without an outcome, oldest first. */
  List<AuditEntry> openIntents(String node);

  /**
   * What an outcome changes in our own record.
   *
   * @param resource the resource
   * @param record the new record, or null to leave the old one
   * @param forget whether the resource is no longer ours
   * @param history the loop breaker's memory, or null to leave it
   */
  record RecordChange(
      ResourceId resource,
      @Nullable AppliedRecord record,
      boolean forget,
      @Nullable CorrectionHistory history) {}
}
