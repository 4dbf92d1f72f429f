package dev.setpoint.store;

import dev.setpoint.agent.NodeRecords;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.AppliedRecord;
import dev.setpoint.reconcile.CorrectionHistory;
import dev.setpoint.store.sql.GroupWriter;
import dev.setpoint.store.sql.Readers;
import java.util.Map;

/** The nodes' own records in the database. */
final class SqliteNodeRecords implements NodeRecords {
  private final GroupWriter writer;
  private final Readers readers;

  SqliteNodeRecords(GroupWriter writer, Readers readers) {
    this.writer = writer;
    this.readers = readers;
  }

  @Override
  public Map<ResourceId, AppliedRecord> records(String node) {
    return readers.read(session -> RecordTable.records(session, node));
  }

  @Override
  public Map<ResourceId, CorrectionHistory> histories(String node) {
    return readers.read(session -> RecordTable.histories(session, node));
  }

  @Override
  public void save(String node, AppliedRecord record) {
    writer.write(session -> {
      RecordTable.save(session, node, record);
      return true;
    });
  }

  @Override
  public void save(String node, CorrectionHistory history) {
    writer.write(session -> {
      RecordTable.save(session, node, history);
      return true;
    });
  }
}
