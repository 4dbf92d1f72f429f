package dev.setpoint.agent;

import dev.setpoint.agent.Journal.RecordChange;
import dev.setpoint.audit.AuditEvent;
import dev.setpoint.audit.Trail.TrailUnavailableException;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.AppliedRecord;
import dev.setpoint.reconcile.CorrectionHistory;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The node's own records and the loop breaker's memory, as they are on disk, at hand in memory.
 * Memory changes only after the disk has. Safe for many threads.
 */
final class Ledger {
  private static final Logger LOG = Logger.getLogger(Ledger.class);

  private final String node;
  private final Journal journal;
  private final NodeRecords store;
  private final Map<ResourceId, AppliedRecord> records;
  private final Map<ResourceId, CorrectionHistory> histories;

  Ledger(String node, Journal journal, NodeRecords store) {
    this.node = node;
    this.journal = journal;
    this.store = store;
    this.records = new ConcurrentHashMap<>(store.records(node));
    this.histories = new ConcurrentHashMap<>(store.histories(node));
  }

  Journal journal() {
    return journal;
  }

  Optional<AppliedRecord> find(ResourceId id) {
    return Optional.ofNullable(records.get(id));
  }

  Map<ResourceId, AppliedRecord> records() {
    return Map.copyOf(records);
  }

  CorrectionHistory history(ResourceId id) {
    return histories.getOrDefault(id, CorrectionHistory.none(id));
  }

  Map<ResourceId, CorrectionHistory> histories() {
    return Map.copyOf(histories);
  }

  /** Makes an outcome durable, and what follows from it. */
  void settle(AuditEvent.Settled outcome, RecordChange change) {
    journal.settle(outcome, change);
    if (change.forget()) {
      records.remove(change.resource());
    }
    if (change.record() != null) {
      records.put(change.resource(), change.record());
    }
    if (change.history() != null) {
      histories.put(change.resource(), change.history());
    }
  }

  /** Keeps a record that no correction made; when the disk refuses, the next look tries again. */
  void save(AppliedRecord record) {
    try {
      store.save(node, record);
      records.put(record.id(), record);
    } catch (TrailUnavailableException e) {
      LOG.warnf("The record of %s could not be kept: %s", record.id(), e.getMessage());
    }
  }

  /** Keeps the loop breaker's memory; when the disk refuses, it holds until the next restart. */
  void save(CorrectionHistory history) {
    histories.put(history.id(), history);
    try {
      store.save(node, history);
    } catch (TrailUnavailableException e) {
      LOG.warnf("What was tried on %s could not be kept: %s", history.id(), e.getMessage());
    }
  }
}
