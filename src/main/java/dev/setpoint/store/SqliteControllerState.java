package dev.setpoint.store;

import dev.setpoint.controller.ControllerState;
import dev.setpoint.fleet.NodeOrder.Suspension;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.store.sql.GroupWriter;
import dev.setpoint.store.sql.Readers;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The controller's state in the database. */
final class SqliteControllerState implements ControllerState {
  private final GroupWriter writer;
  private final Readers readers;

  /** Held while the names are read, and while they are forgotten. */
  private final ReentrantLock loading = new ReentrantLock();

  private volatile @Nullable Set<String> suspended;

  SqliteControllerState(GroupWriter writer, Readers readers) {
    this.writer = writer;
    this.readers = readers;
  }

  @Override
  public List<Suspension> suspensions(String node) {
    return suspended().contains(node)
        ? readers.read(session -> ControllerTable.suspensions(session, node))
        : List.of();
  }

  /** Nodes with a suspension: each revision asks for every node, and hardly any has one. */
  private Set<String> suspended() {
    var known = suspended;
    if (known != null) {
      return known;
    }
    loading.lock();
    try {
      var read = Set.copyOf(readers.read(ControllerTable::suspended));
      suspended = read;
      return read;
    } finally {
      loading.unlock();
    }
  }

  /** Not while the names are read: what was read before a change must not be kept after it. */
  private void forgetSuspended() {
    loading.lock();
    try {
      suspended = null;
    } finally {
      loading.unlock();
    }
  }

  @Override
  public void suspend(String node, Suspension suspension) {
    try {
      writer.write(session -> {
        ControllerTable.suspend(session, node, suspension);
        return true;
      });
    } finally {
      forgetSuspended();
    }
  }

  @Override
  public boolean resume(String node, @Nullable ResourceId resource) {
    try {
      return writer.write(session -> ControllerTable.resume(session, node, resource));
    } finally {
      forgetSuspended();
    }
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
