package dev.setpoint.store;

import dev.setpoint.agent.Journal;
import dev.setpoint.audit.AuditEntry;
import dev.setpoint.audit.AuditEvent;
import dev.setpoint.store.sql.GroupWriter;
import dev.setpoint.store.sql.Readers;
import java.time.InstantSource;
import java.util.List;

/** Intents and outcomes in the trail, with the records that follow from them. */
final class SqliteJournal implements Journal {
  private final GroupWriter writer;
  private final Readers readers;
  private final InstantSource clock;

  SqliteJournal(GroupWriter writer, Readers readers, InstantSource clock) {
    this.writer = writer;
    this.readers = readers;
    this.clock = clock;
  }

  @Override
  public long intend(AuditEvent.Intent intent) {
    var now = clock.instant();
    return writer.write(session -> EntryTable.append(session, now, intent));
  }

  @Override
  public void settle(AuditEvent.Settled outcome, RecordChange change) {
    var now = clock.instant();
    writer.write(session -> {
      long index = EntryTable.append(session, now, outcome);
      RecordTable.change(session, outcome.node(), change);
      return index;
    });
  }

  @Override
  public List<AuditEntry> openIntents(String node) {
    return readers.read(session -> EntryTable.openIntents(session, node));
  }
}
