package dev.setpoint.store;

import dev.setpoint.controller.nodes.FleetState;
import dev.setpoint.store.sql.GroupWriter;
import dev.setpoint.store.sql.Readers;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fleet's state in the database. */
final class SqliteFleetState implements FleetState {
  private final GroupWriter writer;
  private final Readers readers;

  SqliteFleetState(GroupWriter writer, Readers readers) {
    this.writer = writer;
    this.readers = readers;
  }

  @Override
  public Map<String, Issued> issued() {
    return readers.read(FleetTable::issued);
  }

  @Override
  public Map<String, Long> issue(List<Draft> drafts) {
    return writer.write(session -> FleetTable.issue(session, drafts));
  }

  @Override
  public boolean raise(String node, long generation) {
    return writer.write(session -> ControllerTable.raise(session, node, generation));
  }

  @Override
  public Optional<StoredRollout> rollout() {
    return readers.read(FleetTable::rollout);
  }

  @Override
  public void keep(StoredRollout rollout) {
    writer.write(session -> FleetTable.keep(session, rollout));
  }

  @Override
  public List<Approval> approvals() {
    return readers.read(FleetTable::approvals);
  }

  @Override
  public void approve(Approval approval) {
    writer.write(session -> FleetTable.approve(session, approval));
  }

  @Override
  public void forgetApproval(String subject) {
    writer.write(session -> session.update("DELETE FROM approval WHERE subject = ?", subject));
  }

  @Override
  public long journalNext(String node, String journal) {
    return readers.read(session -> NodeJournalTable.next(session, node, journal));
  }

  @Override
  public List<Taken> record(String node, String journal, long first, List<byte[]> entries) {
    return writer.write(session -> NodeJournalTable.record(session, node, journal, first, entries));
  }
}
