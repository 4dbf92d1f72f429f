package dev.setpoint.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.setpoint.agent.Journal;
import dev.setpoint.agent.Journal.RecordChange;
import dev.setpoint.agent.NodeRecords;
import dev.setpoint.audit.AuditEntry;
import dev.setpoint.controller.ControllerState;
import dev.setpoint.controller.ControllerState.Accepted;
import dev.setpoint.fixture.AuditEvents;
import dev.setpoint.fleet.NodeOrder.Suspension;
import dev.setpoint.manifest.Revision;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every journal, record and controller's state must do. */
abstract class JournalContract {
  abstract Journal journal();

  abstract NodeRecords records();

  abstract ControllerState state();

  @Test
  void anOutcomeChangesTheRecordWithIt() {
    var record = AuditEvents.record(AuditEvents.WEB, "r1");
    var history = AuditEvents.history(AuditEvents.WEB);
    long intent = journal().intend(AuditEvents.intent("local", AuditEvents.WEB));
    assertThat(journal().openIntents("local"))
        .extracting(AuditEntry::index)
        .containsExactly(intent);

    settle(intent, new RecordChange(AuditEvents.WEB, record, false, history));

    assertThat(journal().openIntents("local")).isEmpty();
    assertThat(records().records("local")).isEqualTo(Map.of(AuditEvents.WEB, record));
    assertThat(records().histories("local")).isEqualTo(Map.of(AuditEvents.WEB, history));
    assertThat(records().records("other")).isEmpty();
  }

  @Test
  void anOutcomeLeavesOrForgetsTheRecord() {
    records().save("local", AuditEvents.record(AuditEvents.WEB, "r1"));
    records().save("local", AuditEvents.history(AuditEvents.WEB));
    settle(intend(), new RecordChange(AuditEvents.WEB, null, false, null));
    assertThat(records().records("local")).hasSize(1);
    settle(intend(), new RecordChange(AuditEvents.WEB, null, true, null));
    assertThat(records().records("local")).isEmpty();
    assertThat(records().histories("local")).hasSize(1);
  }

  @Test
  void aSecondOutcomeIsRefusedAndChangesNothing() {
    long intent = intend();
    settle(intent, new RecordChange(AuditEvents.WEB, null, false, null));
    var change =
        new RecordChange(AuditEvents.WEB, AuditEvents.record(AuditEvents.WEB, "r2"), false, null);
    assertThatThrownBy(() -> settle(intent, change))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("intent 1 already has an outcome");
    assertThat(records().records("local")).isEmpty();
    assertThat(intend()).isEqualTo(3);
  }

  @Test
  void anOutcomeOfNothingIsRefused() {
    assertThatThrownBy(() -> settle(7, new RecordChange(AuditEvents.WEB, null, false, null)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ofManyOutcomesOfOneIntentOneWins() throws ExecutionException, InterruptedException {
    long intent = intend();
    var won = new AtomicInteger();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Integer> attempt =
          () -> {
            try {
              settle(intent, new RecordChange(AuditEvents.WEB, null, false, null));
              return won.incrementAndGet();
            } catch (IllegalStateException expected) {
              return 0;
            }
          };
      for (var future : threads.invokeAll(IntStream.range(0, 32).mapToObj(_ -> attempt).toList())) {
        future.get();
      }
    }
    assertThat(won).hasValue(1);
    assertThat(intend()).isEqualTo(3);
  }

  @Test
  void aRecordIsReplacedByALaterOne() {
    records().save("local", AuditEvents.record(AuditEvents.WEB, "r1"));
    records().save("local", AuditEvents.record(AuditEvents.WEB, "r2"));
    assertThat(records().records("local").values())
        .containsExactly(AuditEvents.record(AuditEvents.WEB, "r2"));
  }

  @Test
  void generationsOnlyGrow() {
    assertThat(state().lastGeneration("local")).isZero();
    assertThat(state().nextGeneration("local")).isEqualTo(1);
    assertThat(state().nextGeneration("local")).isEqualTo(2);
    assertThat(state().nextGeneration("other")).isEqualTo(1);
    assertThat(state().lastGeneration("local")).isEqualTo(2);
  }

  @Test
  void suspensionsAreKeptUntilResumed() {
    var web = new Suspension(AuditEvents.WEB, "ada", "", AuditEvents.NOON, null);
    var again =
        new Suspension(
            AuditEvents.WEB,
            "bob",
            "longer",
            AuditEvents.NOON.plusSeconds(1),
            AuditEvents.NOON.plusSeconds(9));
    var node = new Suspension(null, "ada", "all", AuditEvents.NOON.plusSeconds(2), null);
    state().suspend("local", web);
    state().suspend("local", node);
    state().suspend("local", again);
    assertThat(state().suspensions("local")).containsExactly(again, node);
    assertThat(state().suspensions("other")).isEmpty();
    assertThat(state().resume("local", null)).isTrue();
    assertThat(state().resume("local", null)).isFalse();
    assertThat(state().suspensions("local")).containsExactly(again);
  }

  @Test
  void theAcceptedRevisionIsTheLastOne() {
    assertThat(state().accepted()).isEmpty();
    var first = new Revision("aa", "Ada", "first", AuditEvents.NOON);
    var second = new Revision("bb", "Bob", "second", AuditEvents.NOON);
    state().accept(new Accepted("https://git.example/a.git", first, AuditEvents.NOON));
    var last = new Accepted("https://git.example/a.git", second, AuditEvents.NOON.plusSeconds(3));
    state().accept(last);
    assertThat(state().accepted()).contains(last);
  }

  private long intend() {
    return journal().intend(AuditEvents.intent("local", AuditEvents.WEB));
  }

  private void settle(long intent, RecordChange change) {
    journal().settle(AuditEvents.settled(intent, "local", AuditEvents.WEB), change);
  }
}
