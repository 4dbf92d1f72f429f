package dev.setpoint.store;

import dev.setpoint.agent.Journal;
import dev.setpoint.agent.NodeRecords;
import dev.setpoint.controller.ControllerState;
import dev.setpoint.fixture.InMemoryStore;
import java.time.InstantSource;

/** The fake journal keeps the contract. */
class InMemoryJournalTest extends JournalContract {
  private final InMemoryStore store = new InMemoryStore(InstantSource.system());

  @Override
  Journal journal() {
    return store;
  }

  @Override
  NodeRecords records() {
    return store;
  }

  @Override
  ControllerState state() {
    return store;
  }
}
