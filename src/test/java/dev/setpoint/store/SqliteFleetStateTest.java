package dev.setpoint.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.setpoint.audit.AuditCodec;
import dev.setpoint.audit.AuditEntry;
import dev.setpoint.audit.AuditEvent;
import dev.setpoint.audit.AuditLog;
import dev.setpoint.controller.nodes.FleetState.Approval;
import dev.setpoint.controller.nodes.FleetState.Draft;
import dev.setpoint.controller.nodes.FleetState.Issued;
import dev.setpoint.controller.nodes.FleetState.StoredRollout;
import dev.setpoint.fixture.AuditEvents;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the controller must not forget of its nodes, over a restart. */
class SqliteFleetStateTest {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path directory;

  private SqliteStore open() {
    return SqliteStore.open(directory.resolve("data"), InstantSource.system());
  }

  private static byte[] intent(long local, String node) {
    return AuditCodec.encode(new AuditEntry(local, AT, AuditEvents.intent(node, AuditEvents.WEB)));
  }

  private static byte[] settled(long local, long intent, String node) {
    return AuditCodec.encode(
        new AuditEntry(
            local,
            AT,
            new AuditEvent.Settled(
                intent, node, AuditEvents.WEB, "Corrected", null, "done", 12, false)));
  }

  @Test
  void keepsOrdersRolloutAndApprovals() {
    var rollout = new StoredRollout("r2", "canary", "n1", "");
    var approval = new Approval("abc", "ann", AT);
    try (var store = open()) {
      var state = store.fleetState();
      var drafts = List.of(new Draft("n1", "d1", "r1"), new Draft("n2", "d2", "r1"));
      assertThat(state.issue(drafts)).isEqualTo(Map.of("n1", 1L, "n2", 1L));
      assertThat(state.issue(List.of(new Draft("n1", "d3", "r2")))).isEqualTo(Map.of("n1", 2L));
      state.keep(new StoredRollout("r1", "open", null, ""));
      state.keep(rollout);
      state.approve(approval);
      state.approve(new Approval("gone", "ann", AT));
      state.forgetApproval("gone");
      assertThat(state.raise("n1", 1)).isFalse();
      assertThat(state.raise("n1", 2)).isFalse();
      assertThat(state.raise("n3", 7)).isTrue();
      assertThat(state.raise("n2", 40)).isTrue();
      assertThat(state.issue(List.of(new Draft("n3", "d1", "r2")))).isEqualTo(Map.of("n3", 8L));
    }
    try (var store = open()) {
      var state = store.fleetState();
      assertThat(state.issued())
          .isEqualTo(
              Map.of(
                  "n1",
                  new Issued(2, "d3", "r2"),
                  "n2",
                  new Issued(40, "d2", "r1"),
                  "n3",
                  new Issued(8, "d1", "r2")));
      assertThat(state.rollout()).contains(rollout);
      assertThat(state.approvals()).containsExactly(approval);
      assertThat(store.controllerState().lastGeneration("n1")).isEqualTo(2);
    }
  }

  @Test
  void takesEachEntryOfAJournalOnceAndSettlesItsIntentHere() {
    try (var store = open()) {
      store.trail().append(new AuditEvent.Started("1", "local"));
      var state = store.fleetState();
      assertThat(state.journalNext("n1", "j")).isEqualTo(1);
      assertThat(state.record("n1", "j", 1, List.of(intent(1, "n1")))).hasSize(1);
      assertThat(state.record("n2", "j", 1, List.of(intent(1, "n2")))).hasSize(1);
    }
    try (var store = open()) {
      var state = store.fleetState();
      var both = List.of(intent(1, "n1"), settled(2, 1, "n1"));
      assertThat(state.record("n1", "j", 1, both))
          .singleElement()
          .satisfies(taken -> assertThat(taken.index()).isEqualTo(4));
      assertThat(state.record("n1", "j", 1, both)).isEmpty();
      assertThat(state.journalNext("n1", "j")).isEqualTo(3);

      var log = store.auditLog();
      assertThat(log.outcomeOf(2).orElseThrow().event())
          .isInstanceOfSatisfying(
              AuditEvent.Settled.class, event -> assertThat(event.intent()).isEqualTo(2));
      assertThat(log.find(4).orElseThrow().at()).isEqualTo(AT);
      assertThat(log.openIntents("n1")).isEmpty();
      assertThat(log.openIntents("n2")).hasSize(1);
      assertThat(log.list(new AuditLog.Query(null, null, Long.MAX_VALUE, 10))).hasSize(4);
    }
  }

  @Test
  void refusesGapsAndEntriesOfOthersAndKeepsNothingOfThem() {
    try (var store = open()) {
      var state = store.fleetState();
      assertThatThrownBy(() -> state.record("n1", "j", 2, List.of(intent(2, "n1"))))
          .hasMessageContaining("entry 1 is missing");
      assertThatThrownBy(
              () -> state.record("n1", "j", 1, List.of(intent(1, "n1"), intent(2, "n2"))))
          .hasMessageContaining("not about itself");
      assertThatThrownBy(() -> state.record("n1", "j", 1, List.of(settled(1, 7, "n1"))))
          .hasMessageContaining("not in its journal");
      assertThat(state.journalNext("n1", "j")).isEqualTo(1);
      assertThat(store.auditLog().list(new AuditLog.Query(null, null, Long.MAX_VALUE, 10)))
          .isEmpty();
    }
  }
}
