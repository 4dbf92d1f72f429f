package dev.setpoint.agent;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.AppliedRecord;
import dev.setpoint.reconcile.CorrectionHistory;
import java.util.Map;

/** Our own records of one node, on disk. Safe for many threads. */
public interface NodeRecords {
  /** Every record of the node. */
  Map<ResourceId, AppliedRecord> records(String node);

  /** The loop breaker's memory of the node. */
  Map<ResourceId, CorrectionHistory> histories(String node);

  /** Saves a record outside a correction, such as a finished one-shot or a converged re-read. */
  void save(String node, AppliedRecord record);

  /** Saves the loop breaker's memory of a resource. */
  void save(String node, CorrectionHistory history);
}
