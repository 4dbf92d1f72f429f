package dev.setpoint.store;

import dev.setpoint.agent.Journal;
import dev.setpoint.agent.NodeRecords;
import dev.setpoint.controller.ControllerState;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The journal on disk keeps the contract. */
class SqliteJournalTest extends JournalContract {
  @TempDir Path directory;
  private SqliteStore store;

  @BeforeEach
  void open() {
    store = SqliteStore.open(directory, InstantSource.system());
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Override
  Journal journal() {
    return store.journal();
  }

  @Override
  NodeRecords records() {
    return store.nodeRecords();
  }

  @Override
  ControllerState state() {
    return store.controllerState();
  }
}
