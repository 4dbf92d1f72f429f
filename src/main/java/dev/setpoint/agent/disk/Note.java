package dev.setpoint.agent.disk;

import dev.setpoint.audit.AuditEntry;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.AppliedRecord;
import dev.setpoint.reconcile.CorrectionHistory;

/** One thing that the journal remembers. Notes of one batch are kept together or not at all. */
sealed interface Note {
  /**
   * Begins every file: who keeps the journal, and where it stands.
   *
   * @param journal id of the journal
   * @param next index of the next entry
   * @param taken index of the first entry that the controller does not have yet
   */
  record Begin(String journal, long next, long taken) implements Note {}

  /** An entry of the record, written once. */
  record Written(AuditEntry entry) implements Note {}

  /** An intent that had no outcome when the file began; the entry itself is in an earlier file. */
  record Open(AuditEntry entry) implements Note {}

  /** Our own record of a resource. */
  record Applied(AppliedRecord record) implements Note {}

  /** A resource is no longer ours. */
  record Forgotten(ResourceId resource) implements Note {}

  /** The loop breaker's memory of a resource. */
  record Tried(CorrectionHistory history) implements Note {}

  /** The controller has every entry before this index. */
  record Taken(long next) implements Note {}
}
