package dev.setpoint.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.setpoint.audit.AuditEvent;
import dev.setpoint.fixture.AuditEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opening, refusing and keeping of a data directory. */
class SqliteStoreTest {
  @TempDir Path parent;

  private Path directory() {
    return parent.resolve("data");
  }

  private SqliteStore open() {
    return SqliteStore.open(directory(), InstantSource.system());
  }

  private void sql(String... statements) throws SQLException {
    String url = "jdbc:sqlite:" + directory().resolve("setpoint.db");
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      for (String text : statements) {
        statement.execute(text);
      }
    }
  }

  @Test
  void everythingIsThereAfterARestart() {
    var record = AuditEvents.record(AuditEvents.WEB, "r1");
    try (var store = open()) {
      store.journal().intend(AuditEvents.intent("local", AuditEvents.WEB));
      store.nodeRecords().save("local", record);
      store.controllerState().nextGeneration("local");
    }
    try (var store = open()) {
      assertThat(store.journal().openIntents("local")).hasSize(1);
      assertThat(store.nodeRecords().records("local")).containsValue(record);
      assertThat(store.controllerState().nextGeneration("local")).isEqualTo(2);
      assertThat(store.trail().append(new AuditEvent.Started("1", "local"))).isEqualTo(2);
    }
  }

  @Test
  void nobodyElseMayReadIt() throws IOException {
    try (var store = open()) {
      Installation.of(store, new SecureRandom());
      assertThat(mode(directory())).isEqualTo("rwx------");
      for (String file : List.of("setpoint.db", "lock", "hider.key", "api-token")) {
        assertThat(mode(directory().resolve(file))).as(file).isEqualTo("rw-------");
      }
      assertThat(mode(directory().resolve("setpoint.db-wal"))).isEqualTo("rw-------");
    }
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void twoCannotRunOnOneDirectory() {
    try (var _ = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOf(StoreRefusedException.class)
          .hasMessageContaining(
              "another Setpoint (process " + ProcessHandle.current().pid() + ") runs on");
    }
    open().close();
  }

  @Test
  void aNewerDatabaseIsRefused() throws SQLException {
    open().close();
    sql("PRAGMA user_version = 99");
    assertRefused("was written by a newer Setpoint (schema 99, this one knows 4): run that");
  }

  @Test
  void aForeignDatabaseIsRefused() throws IOException, SQLException {
    Files.createDirectories(directory());
    sql("CREATE TABLE recipes (name)");
    assertRefused("is not a database of Setpoint");
  }

  @Test
  void aFileThatIsNoDatabaseIsRefused() throws IOException {
    Files.createDirectories(directory());
    Files.writeString(directory().resolve("setpoint.db"), "not a database ".repeat(400));
    assertRefused("the database is damaged: put back a copy");
  }

  @Test
  void aDamagedDatabaseIsRefused() throws IOException {
    try (var store = open()) {
      for (int i = 0; i < 300; i++) {
        store.trail().append(AuditEvents.intent("local", AuditEvents.WEB));
      }
    }
    Path file = directory().resolve("setpoint.db");
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 8_192, (byte) 0x5a);
    Files.write(file, bytes);
    assertRefused("the database is damaged");
  }

  @Test
  void aDatabaseHeldByAnotherProcessIsRefused() throws SQLException {
    open().close();
    String url = "jdbc:sqlite:" + directory().resolve("setpoint.db");
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA locking_mode = EXCLUSIVE");
      statement.execute("BEGIN IMMEDIATE");
      statement.execute("INSERT INTO generation VALUES ('x', 1)");
      assertRefused("another process holds the database");
    }
  }

  @Test
  void aFileInPlaceOfTheDirectoryIsRefused() throws IOException {
    Files.writeString(directory(), "x");
    assertRefused("is a file: choose another with --data");
  }

  @Test
  void theInstallationIsMadeOnceAndKept() {
    Installation first;
    try (var store = open()) {
      first = Installation.of(store, new SecureRandom());
    }
    try (var store = open()) {
      Installation second = Installation.of(store, new SecureRandom());
      assertThat(second.owner()).isEqualTo(first.owner()).matches("[0-9a-f]{32}");
      assertThat(second.apiToken()).isEqualTo(first.apiToken()).matches("[A-Za-z0-9_-]{43}");
      assertThat(second.hider().hide("s")).isEqualTo(first.hider().hide("s"));
      assertThat(second.toString()).doesNotContain(second.apiToken());
    }
  }

  @Test
  void aLostOrForeignKeyIsRefusedAndAnEmptyOneRenewed() throws IOException {
    Path key = directory().resolve("hider.key");
    try (var store = open()) {
      Installation first = Installation.of(store, new SecureRandom());
      Files.write(key, new byte[32]);
      assertKeyRefused(store, "is not the key of this database: put back its copy");
      Files.delete(key);
      assertKeyRefused(store, "is missing: put back its copy");
      Files.write(key, new byte[0]);
      Installation renewed = Installation.of(store, new SecureRandom());
      assertThat(renewed.owner()).isEqualTo(first.owner());
      assertThat(renewed.hider().hide("s")).isNotEqualTo(first.hider().hide("s"));
      assertThat(Installation.of(store, new SecureRandom()).hider().hide("s"))
          .isEqualTo(renewed.hider().hide("s"));
    }
  }

  private static void assertKeyRefused(SqliteStore store, String message) {
    assertThatThrownBy(() -> Installation.of(store, new SecureRandom()))
        .isInstanceOf(StoreRefusedException.class)
        .hasMessageContaining(message);
  }

  private void assertRefused(String message) {
    assertThatThrownBy(this::open)
        .isInstanceOf(StoreRefusedException.class)
        .hasMessageContaining(message);
  }
}
