package dev.setpoint.agent.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.setpoint.agent.Journal.RecordChange;
import dev.setpoint.agent.disk.FaultyDisk.Fault;
import dev.setpoint.agent.disk.FaultyDisk.Killed;
import dev.setpoint.agent.disk.JournalFiles.Limits;
import dev.setpoint.audit.AuditCodec;
import dev.setpoint.audit.AuditEntry;
import dev.setpoint.audit.Trail.TrailUnavailableException;
import dev.setpoint.fixture.AuditEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the agent's journal keeps, whatever the disk does. */
class FileJournalTest {
  private static final String NODE = "edge-1";
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  /** Small files, so that a few entries fill one. */
  private static final Limits SMALL = new Limits(2_000, 1 << 20);

  private static final double[] KEPT = {0, 0.3, 0.9, 1};

  private final FaultyDisk disk = new FaultyDisk();

  private FileJournal open() throws IOException {
    return open(SMALL);
  }

  private FileJournal open(Limits limits) throws IOException {
    return FileJournal.open(new JournalFiles(disk, limits), () -> NOW, "j1");
  }

  /** What a run of the agent was told is kept. */
  private static final class Told {
    private final List<Long> intents = new ArrayList<>();
    private final List<Long> outcomes = new ArrayList<>();
    private int unavailable;
  }

  /** Some corrections, one after the other, with uploads between them. */
  private static Told work(FileJournal journal, int corrections) throws IOException {
    var told = new Told();
    work(journal, corrections, told);
    return told;
  }

  private static void work(FileJournal journal, int corrections, Told told) throws IOException {
    for (int i = 0; i < corrections; i++) {
      try {
        long intent = journal.intend(AuditEvents.intent(NODE, AuditEvents.WEB));
        told.intents.add(intent);
        journal.settle(AuditEvents.settled(intent, NODE, AuditEvents.WEB), applied(intent));
        told.outcomes.add(intent);
      } catch (TrailUnavailableException e) {
        told.unavailable++;
      }
      if (i % 5 == 4) {
        journal.taken(journal.next() - 3);
      }
    }
  }

  private static RecordChange applied(long intent) {
    var record = AuditEvents.record(AuditEvents.WEB, "r" + intent);
    return new RecordChange(AuditEvents.WEB, record, false, null);
  }

  private static List<AuditEntry> entries(FileJournal journal, long from) throws IOException {
    var all = new ArrayList<AuditEntry>();
    while (from + all.size() < journal.next()) {
      journal.read(from + all.size(), 100, 700).stream().map(AuditCodec::decode).forEach(all::add);
    }
    return all;
  }

  @Test
  void everythingIsThereAfterARestart() throws IOException {
    var told = work(open(), 40);
    var journal = open();
    assertThat(journal.id()).isEqualTo("j1");
    assertThat(journal.next()).isEqualTo(81);
    assertThat(journal.openIntents(NODE)).isEmpty();
    assertThat(journal.records(NODE))
        .containsValue(AuditEvents.record(AuditEvents.WEB, "r" + told.outcomes.getLast()));
    assertThat(disk.names()).as("old files go").hasSizeLessThan(5);
  }

  @Test
  void nothingIsLostByAKillAtAnyCall() throws IOException {
    int calls = callsOf(8);
    for (int call = 0; call < calls; call++) {
      for (double kept : KEPT) {
        check(new Fault(call, kept, true));
      }
    }
  }

  @Test
  void nothingIsLostByAFailureOfAnyCallAndWorkGoesOn() throws IOException {
    int calls = callsOf(8);
    for (int call = 0; call < calls; call++) {
      for (double kept : KEPT) {
        var told = check(new Fault(call, kept, false));
        assertThat(told.unavailable).as("failed calls at %d", call).isLessThanOrEqualTo(1);
      }
    }
  }

  private static int callsOf(int corrections) throws IOException {
    var disk = new FaultyDisk();
    work(FileJournal.open(new JournalFiles(disk, SMALL), () -> NOW, "j1"), corrections);
    return disk.calls();
  }

  private static Told check(Fault fault) throws IOException {
    var disk = new FaultyDisk();
    disk.plan(fault);
    var told = new Told();
    try {
      work(FileJournal.open(new JournalFiles(disk, SMALL), () -> NOW, "j1"), 8, told);
    } catch (Killed | IOException expected) {
      // The next process finds what there is; a start that fails is tried again.
    }
    disk.plan(Fault.NEVER);
    var journal = FileJournal.open(new JournalFiles(disk, SMALL), () -> NOW, "j1");
    assertKept(journal, told, fault);
    assertThat(journal.intend(AuditEvents.intent(NODE, AuditEvents.WEB)))
        .isEqualTo(journal.next() - 1);
    return told;
  }

  private static void assertKept(FileJournal journal, Told told, Fault fault) throws IOException {
    long known = told.intents.isEmpty() ? 0 : told.intents.getLast();
    assertThat(journal.next()).as("%s", fault).isGreaterThan(known);
    var open = journal.openIntents(NODE).stream().map(AuditEntry::index).toList();
    assertThat(open).as("%s: settled stays settled", fault).noneMatch(told.outcomes::contains);
    for (long intent : told.intents) {
      boolean settled = !open.contains(intent);
      var record = journal.records(NODE).get(AuditEvents.WEB);
      if (settled && intent == known) {
        assertThat(record)
            .as("%s", fault)
            .isEqualTo(AuditEvents.record(AuditEvents.WEB, "r" + intent));
      }
    }
    long from = Math.max(1, journal.next() - 3);
    var entries = entries(journal, from);
    assertThat(entries).as("%s", fault).hasSize((int) (journal.next() - from));
    for (int i = 0; i < entries.size(); i++) {
      assertThat(entries.get(i).index()).as("%s", fault).isEqualTo(from + i);
    }
  }

  @Test
  void theControllerGetsEachEntryOnceAndInOrder() throws IOException {
    var journal = open();
    long next = 1;
    for (int round = 0; round < 30; round++) {
      long intent = journal.intend(AuditEvents.intent(NODE, AuditEvents.WEB));
      journal.settle(AuditEvents.settled(intent, NODE, AuditEvents.WEB), applied(intent));
      if (round % 7 == 6) {
        journal = open();
      }
      for (var entry : entries(journal, next)) {
        assertThat(entry.index()).isEqualTo(next++);
      }
      journal.taken(next);
    }
    assertThat(next).isEqualTo(61);
    assertThat(disk.names()).hasSizeLessThan(3);
  }

  @Test
  void anIntentHasOneOutcome() throws IOException {
    var journal = open();
    long intent = journal.intend(AuditEvents.intent(NODE, AuditEvents.WEB));
    journal.settle(AuditEvents.settled(intent, NODE, AuditEvents.WEB), applied(intent));
    assertThatThrownBy(() ->
            journal.settle(AuditEvents.settled(intent, NODE, AuditEvents.WEB), applied(intent)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("already has an outcome");
    assertThat(open().next()).isEqualTo(3);
  }

  @Test
  void damageInTheMiddleIsRefused() throws IOException {
    work(open(new Limits(1 << 20, 1 << 20)), 10);
    disk.damage(disk.names().getLast(), 700);
    assertThatThrownBy(this::open)
        .isInstanceOf(DamagedJournalException.class)
        .hasMessageContaining("journal-000000000001 is damaged at byte")
        .hasMessageContaining("put back a copy");
  }

  @Test
  void nothingIsDoneWhenTooMuchWaits() throws IOException {
    var journal = open(new Limits(2_000, 6_000));
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 100; i++) {
                journal.intend(AuditEvents.intent(NODE, AuditEvents.WEB));
              }
            })
        .isInstanceOf(TrailUnavailableException.class)
        .hasMessageContaining("waits for the controller");
    journal.taken(journal.next());
    journal.intend(AuditEvents.intent(NODE, AuditEvents.WEB));
  }

  @Test
  void manyThreadsGetDenseIndexes(@TempDir Path directory)
      throws ExecutionException, IOException, InterruptedException {
    var real = new FileDisk(directory.resolve("journal"));
    try (var journal = FileJournal.open(real, () -> NOW, "j1");
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks = new ArrayList<Callable<Long>>();
      for (int i = 0; i < 200; i++) {
        tasks.add(() -> journal.intend(AuditEvents.intent(NODE, AuditEvents.WEB)));
      }
      var indexes = new ArrayList<Long>();
      for (var each : threads.invokeAll(tasks)) {
        indexes.add(each.get());
      }
      assertThat(indexes).doesNotHaveDuplicates().hasSize(200);
      assertThat(journal.next()).isEqualTo(201);
    }
    try (var journal = FileJournal.open(real, () -> NOW, "j2")) {
      assertThat(journal.id()).isEqualTo("j1");
      assertThat(journal.openIntents(NODE)).hasSize(200);
      assertThat(entries(journal, 1)).hasSize(200);
    }
    try (var files = Files.list(directory.resolve("journal"))) {
      assertThat(files)
          .allSatisfy(file ->
              assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                  .isEqualTo("rw-------"));
    }
  }
}
