package dev.setpoint.store;

import dev.setpoint.audit.AuditLog;
import dev.setpoint.audit.Trail;
import dev.setpoint.audit.TrailContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The trail on disk keeps the contract. */
class SqliteTrailTest extends TrailContract {
  @TempDir Path directory;
  private SqliteStore store;

  @BeforeEach
  void open() {
    store = SqliteStore.open(directory, clock);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Override
  protected Trail trail() {
    return store.trail();
  }

  @Override
  protected AuditLog log() {
    return store.auditLog();
  }
}
