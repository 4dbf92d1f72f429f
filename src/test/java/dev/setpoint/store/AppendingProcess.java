package dev.setpoint.store;

import dev.setpoint.agent.Journal;
import dev.setpoint.agent.Journal.RecordChange;
import dev.setpoint.audit.AuditEvent;
import dev.setpoint.fixture.AuditEvents;
import dev.setpoint.manifest.ResourceId;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * A process that corrects nothing but records as fast as it can, until it is killed. Says on its
 * output what was acknowledged: {@code intent 7 .} or {@code outcome-of 7 .}
 */
final class AppendingProcess {
  private static final int WRITERS = 4;

  private AppendingProcess() {}

  /** Appends to the store of the directory that the first argument names. */
  public static void main(String[] args) {
    Journal journal = SqliteStore.open(Path.of(args[0]), InstantSource.system()).journal();
    for (var entry : journal.openIntents("local")) {
      var intent = (AuditEvent.Intent) entry.event();
      settle(journal, entry.index(), intent.resource());
    }
    for (int writer = 0; writer < WRITERS; writer++) {
      ResourceId resource = ResourceId.container("c" + writer);
      Thread.ofPlatform().start(() -> correct(journal, resource));
    }
  }

  private static void correct(Journal journal, ResourceId resource) {
    while (true) {
      long intent = journal.intend(AuditEvents.intent("local", resource));
      say("intent", intent);
      settle(journal, intent, resource);
    }
  }

  private static void settle(Journal journal, long intent, ResourceId resource) {
    var record = AuditEvents.record(resource, "after-" + intent);
    journal.settle(
        AuditEvents.settled(intent, "local", resource),
        new RecordChange(resource, record, false, null));
    say("outcome-of", intent);
  }

  private static void say(String what, long index) {
    System.out.print(what + " " + index + " .\n");
    System.out.flush();
  }
}
