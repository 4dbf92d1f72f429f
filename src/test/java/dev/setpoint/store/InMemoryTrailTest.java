package dev.setpoint.store;

import dev.setpoint.audit.AuditLog;
import dev.setpoint.audit.Trail;
import dev.setpoint.audit.TrailContract;
import dev.setpoint.fixture.InMemoryStore;

/** The fake trail keeps the contract. */
class InMemoryTrailTest extends TrailContract {
  private final InMemoryStore store = new InMemoryStore(clock);

  @Override
  protected Trail trail() {
    return store;
  }

  @Override
  protected AuditLog log() {
    return store;
  }
}
