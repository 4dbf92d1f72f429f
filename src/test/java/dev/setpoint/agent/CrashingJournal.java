package dev.setpoint.agent;

import dev.setpoint.audit.AuditEntry;
import dev.setpoint.audit.AuditEvent;
import java.util.List;

/** A journal that may end the process right before or after each write. */
record CrashingJournal(Journal journal, CrashPoints crash) implements Journal {
  @Override
  public long intend(AuditEvent.Intent intent) {
    crash.point("before the intent");
    long index = journal.intend(intent);
    crash.point("after the intent");
    return index;
  }

  @Override
  public void settle(AuditEvent.Settled outcome, RecordChange change) {
    crash.point("before the outcome");
    journal.settle(outcome, change);
    crash.point("after the outcome");
  }

  @Override
  public List<AuditEntry> openIntents(String node) {
    return journal.openIntents(node);
  }
}
