package dev.setpoint.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.setpoint.agent.Journal.RecordChange;
import dev.setpoint.audit.AuditEntry;
import dev.setpoint.audit.AuditEvent;
import dev.setpoint.audit.AuditLog.Query;
import dev.setpoint.audit.Trail.TrailUnavailableException;
import dev.setpoint.fixture.AuditEvents;
import dev.setpoint.store.sql.SqliteConnector;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever fails, an entry is wholly there or not at all, and no index is missing. */
class BrokenDiskTest {
  private static final RecordChange RECORDED =
      new RecordChange(
          AuditEvents.WEB,
          AuditEvents.record(AuditEvents.WEB, "r1"),
          false,
          AuditEvents.history(AuditEvents.WEB));

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyCallOfAnOutcomeMayFail(boolean afterItWasDone) {
    FailingConnector[] made = new FailingConnector[1];
    try (var store =
        SqliteStore.open(
            directory,
            InstantSource.system(),
            file -> made[0] = new FailingConnector(new SqliteConnector(file)))) {
      FailingConnector disk = made[0];
      long failures = 0;
      for (long n = 1; failures == n - 1; n++) {
        store.nodeRecords().records("local").keySet().forEach(_ -> forget(store));
        long intent = store.journal().intend(AuditEvents.intent("local", AuditEvents.WEB));
        disk.failAt(n, afterItWasDone);
        boolean refused = refuses(store, intent);
        failures += disk.hasFailed() ? 1 : 0;
        disk.failAt(Long.MAX_VALUE, false);
        assertWhole(store, intent, refused);
      }
      assertThat(failures).as("calls that failed").isGreaterThan(9);
    }
  }

  private static boolean refuses(SqliteStore store, long intent) {
    try {
      store.journal().settle(AuditEvents.settled(intent, "local", AuditEvents.WEB), RECORDED);
      return false;
    } catch (TrailUnavailableException e) {
      assertThat(e).hasMessageContaining("the disk reports an error").hasMessageContaining("dmesg");
      return true;
    }
  }

  /** A refused outcome may only be there when its commit was done before the disk failed. */
  private static void assertWhole(SqliteStore store, long intent, boolean refused) {
    boolean settled = store.auditLog().outcomeOf(intent).isPresent();
    assertThat(settled || refused).isTrue();
    assertThat(store.journal().openIntents("local")).hasSize(settled ? 0 : 1);
    assertThat(store.nodeRecords().records("local")).hasSize(settled ? 1 : 0);
    if (!settled) {
      store.journal().settle(AuditEvents.settled(intent, "local", AuditEvents.WEB), RECORDED);
    }
    assertDense(store);
  }

  private static void forget(SqliteStore store) {
    long intent = store.journal().intend(AuditEvents.intent("local", AuditEvents.WEB));
    store
        .journal()
        .settle(
            AuditEvents.settled(intent, "local", AuditEvents.WEB),
            new RecordChange(AuditEvents.WEB, null, true, null));
  }

  private static void assertDense(SqliteStore store) {
    List<AuditEntry> all = store.auditLog().list(new Query(null, null, Long.MAX_VALUE, 1_000));
    assertThat(all.reversed())
        .extracting(AuditEntry::index)
        .isEqualTo(LongStream.rangeClosed(1, all.size()).boxed().toList());
  }

  @Test
  void aFullDiskRefusesAndWritingGoesOnByItselfOnceThereIsRoom() {
    var room = new LimitedConnector[1];
    try (var store =
        SqliteStore.open(
            directory,
            InstantSource.system(),
            file -> room[0] = new LimitedConnector(new SqliteConnector(file)))) {
      store.trail().append(new AuditEvent.Started("1", "local"));
      room[0].limitPages(60);
      long refusedAfter = appendUntilRefused(store);
      assertThat(refusedAfter).isBetween(10L, 5_000L);
      assertDenseUpTo(store, refusedAfter);
      assertThatThrownBy(() -> store.trail().append(large()))
          .isInstanceOf(TrailUnavailableException.class);
      room[0].limitPages(100_000);
      assertThat(store.trail().append(large())).isEqualTo(refusedAfter + 1);
    }
  }

  private static long appendUntilRefused(SqliteStore store) {
    long last = 1;
    while (true) {
      try {
        last = store.trail().append(large());
      } catch (TrailUnavailableException e) {
        assertThat(e)
            .hasMessageContaining("the disk is full: free some space")
            .hasMessageContaining("goes on by itself");
        return last;
      }
    }
  }

  private static void assertDenseUpTo(SqliteStore store, long last) {
    assertThat(store.auditLog().find(last)).isPresent();
    assertThat(store.auditLog().find(last + 1)).isEmpty();
    assertDense(store);
  }

  private static AuditEvent large() {
    return new AuditEvent.RevisionHeld("https://git.example", "a", "Large", "x".repeat(4_000));
  }

  @Test
  void theTrailCannotBeChangedOrShortenedBySql() throws SQLException {
    try (var store = SqliteStore.open(directory, InstantSource.system())) {
      store.trail().append(new AuditEvent.Started("1", "local"));
    }
    String url = "jdbc:sqlite:" + directory.resolve("setpoint.db");
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute("UPDATE entry SET node = 'x'"))
          .hasMessageContaining("never changed");
      assertThatThrownBy(() -> statement.execute("DELETE FROM entry"))
          .hasMessageContaining("never removed");
    }
  }
}
