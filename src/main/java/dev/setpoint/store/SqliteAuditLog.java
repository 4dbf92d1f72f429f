package dev.setpoint.store;

import dev.setpoint.audit.AuditEntry;
import dev.setpoint.audit.AuditLog;
import dev.setpoint.store.sql.Readers;
import java.util.List;
import java.util.Optional;

/** Reads the trail. */
final class SqliteAuditLog implements AuditLog {
  /** Entries that one query gives at most. */
  private static final int LIST_LIMIT = 1_000;

  private final Readers readers;

  SqliteAuditLog(Readers readers) {
    this.readers = readers;
  }

  @Override
  public Optional<AuditEntry> find(long index) {
    return readers.read(session -> EntryTable.find(session, index));
  }

  @Override
  public List<AuditEntry> list(Query query) {
    if (query.limit() < 1 || query.limit() > LIST_LIMIT) {
      throw new IllegalArgumentException(
          "a list has 1 to " + LIST_LIMIT + " entries, not " + query.limit());
    }
    return readers.read(session -> EntryTable.list(session, query));
  }

  @Override
  public Optional<AuditEntry> outcomeOf(long intentIndex) {
    return readers.read(session -> EntryTable.outcomeOf(session, intentIndex));
  }

  @Override
  public List<AuditEntry> openIntents(String node) {
    return readers.read(session -> EntryTable.openIntents(session, node));
  }
}
