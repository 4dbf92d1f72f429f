package dev.setpoint.store;

import dev.setpoint.controller.ControllerState;
import dev.setpoint.fleet.NodeOrder.Suspension;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.store.sql.GroupWriter;
import dev.setpoint.store.sql.Readers;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The controller's state in the database. */
final class SqliteControllerState implements ControllerState {
  private final GroupWriter writer;
  private final Readers readers;

  SqliteControllerState(GroupWriter writer, Readers readers) {
    this.writer = writer;
    this.readers = readers;
  }

  @Override
  public List<Suspension> suspensions(String node) {
    return readers.read(session -> ControllerTable.suspensions(session, node));
  }

  @Override
  public void suspend(String node, Suspension suspension) {
    writer.write(session -> {
      ControllerTable.suspend(session, node, suspension);
      return true;
    });
  }

  @Override
  public boolean resume(String node, @Nullable ResourceId resource) {
    return writer.write(session -> ControllerTable.resume(session, node, resource));
  }

  @Override
  public long lastGeneration(String node) {
    return readers.read(session -> ControllerTable.lastGeneration(session, node));
  }

  @Override
  public long nextGeneration(String node) {
    return writer.write(session -> ControllerTable.nextGeneration(session, node));
  }

  @Override
  public Optional<Accepted> accepted() {
    return readers.read(ControllerTable::accepted);
  }

  @Override
  public void accept(Accepted accepted) {
    writer.write(session -> {
      ControllerTable.accept(session, accepted);
      return true;
    });
  }
}
