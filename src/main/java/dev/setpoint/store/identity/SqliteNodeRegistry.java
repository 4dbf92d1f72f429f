package dev.setpoint.store.identity;

import dev.setpoint.audit.AuditEvent.NodeBarred;
import dev.setpoint.audit.AuditEvent.NodeReleased;
import dev.setpoint.store.sql.GroupWriter;
import dev.setpoint.store.sql.Readers;
import dev.setpoint.store.sql.Session;
import dev.setpoint.trust.NodeIdentity;
import dev.setpoint.trust.NodeIdentity.State;
import dev.setpoint.trust.NodeRegistry;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Nodes that have joined, in the database; it is asked each time, so nothing has to be loaded. */
public final class SqliteNodeRegistry implements NodeRegistry {
  private final GroupWriter writer;
  private final Readers readers;
  private final InstantSource clock;
  private final TrailWriter record;

  /** Over these ends of the database; what happens goes into the record. */
  public SqliteNodeRegistry(
      GroupWriter writer, Readers readers, InstantSource clock, TrailWriter record) {
    this.writer = writer;
    this.readers = readers;
    this.clock = clock;
    this.record = record;
  }

  @Override
  public List<NodeIdentity> all() {
    return readers.read(NodeTable::all);
  }

  @Override
  public Optional<NodeIdentity> find(String node) {
    return readers.read(session -> NodeTable.find(session, node));
  }

  @Override
  public boolean renew(String node, String keyHash, Instant until) {
    return writer.write(session -> NodeTable.renew(session, node, keyHash, until));
  }

  @Override
  public Arrival arrive(String node, String instance, long number) {
    Instant now = clock.instant();
    return writer.write(session ->
        NodeTable.arrive(session, node, instance, number)
            ? new Arrival.Admitted()
            : refused(session, node, instance, now));
  }

  private Arrival refused(Session session, String node, String instance, Instant now)
      throws SQLException {
    Optional<NodeIdentity> known = NodeTable.find(session, node);
    if (known.isEmpty()) {
      return new Arrival.Barred("it has not joined");
    }
    if (known.get().state() != State.ACTIVE) {
      return new Arrival.Barred("it is " + known.get().state().word());
    }
    String why =
        known.get().instance().equals(instance)
            ? "a second machine, or an old copy of its disk, uses its identity"
            : "a second installation of the agent uses its identity";
    NodeTable.move(session, node, State.ACTIVE, State.QUARANTINED, why, now);
    var event = new NodeBarred(node, State.QUARANTINED.word(), null, why);
    record.append(session, now, event);
    return new Arrival.Cloned(why);
  }

  @Override
  public boolean revoke(String node, String by, String why) {
    Instant now = clock.instant();
    return writer.write(session -> {
      TokenTable.revokeJoinsOf(session, node);
      boolean moved =
          NodeTable.move(session, node, State.ACTIVE, State.REVOKED, why, now)
              || NodeTable.move(session, node, State.QUARANTINED, State.REVOKED, why, now);
      if (moved) {
        record.append(session, now, new NodeBarred(node, State.REVOKED.word(), by, why));
      }
      return moved;
    });
  }

  @Override
  public boolean release(String node, String by) {
    Instant now = clock.instant();
    return writer.write(session -> {
      boolean moved = NodeTable.move(session, node, State.QUARANTINED, State.ACTIVE, "", now);
      if (moved) {
        record.append(session, now, new NodeReleased(node, by));
      }
      return moved;
    });
  }
}
