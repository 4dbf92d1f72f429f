package dev.setpoint.store;

import dev.setpoint.audit.AuditCodec;
import dev.setpoint.audit.AuditEntry;
import dev.setpoint.audit.AuditEvent;
import dev.setpoint.audit.AuditEvent.Intent;
import dev.setpoint.audit.AuditEvent.Settled;
import dev.setpoint.audit.AuditEvent.Started;
import dev.setpoint.controller.nodes.FleetState.Taken;
import dev.setpoint.store.sql.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Journals of nodes as rows of the trail. An entry keeps its time and gets the next index of the
 * trail; its number in the journal stands beside it, and an outcome settles its intent under the
 * index that this got here.
 */
final class NodeJournalTable {
  private NodeJournalTable() {}

  static long next(Session session, String node, String journal) throws SQLException {
    return Math.max(
        1,
        session.number(
            "SELECT next FROM node_journal WHERE node = ? AND journal = ?", node, journal));
  }

  /**
   * @throws IllegalArgumentException when entries are missing before the first, or one is not an
   *     entry of this node
   */
  static List<Taken> record(
      Session session, String node, String journal, long first, List<byte[]> entries)
      throws SQLException {
    long next = next(session, node, journal);
    if (first > next) {
      throw new IllegalArgumentException(
          "%s sends entry %d of its journal, and entry %d is missing".formatted(node, first, next));
    }
    var taken = new ArrayList<Taken>();
    for (long local = next; local < first + entries.size(); local++) {
      var entry = AuditCodec.decode(entries.get(Math.toIntExact(local - first)));
      var event = here(session, node, journal, entry.event());
      long index = EntryTable.append(session, entry.at(), event);
      session.update(
          "INSERT INTO node_entry (node, journal, local, idx) VALUES (?, ?, ?, ?)",
          node,
          journal,
          local,
          index);
      taken.add(new Taken(index, new AuditEntry(index, entry.at(), event)));
    }
    if (!taken.isEmpty()) {
      session.update(
          "INSERT OR REPLACE INTO node_journal (node, journal, next) VALUES (?, ?, ?)",
          node,
          journal,
          next + taken.size());
    }
    return taken;
  }

  /** A node speaks of itself alone. */
  private static AuditEvent here(Session session, String node, String journal, AuditEvent event)
      throws SQLException {
    return switch (event) {
      case Intent intent when intent.node().equals(node) -> intent;
      case Started started when started.node().equals(node) -> started;
      case Settled settled when settled.node().equals(node) ->
          new Settled(
              intentHere(session, node, journal, settled.intent()),
              settled.node(),
              settled.resource(),
              settled.result(),
              settled.failure(),
              settled.message(),
              settled.tookMillis(),
              settled.settledAtStart());
      default ->
          throw new IllegalArgumentException(
              "%s sends an entry that is not about itself: %s"
                  .formatted(node, event.getClass().getSimpleName()));
    };
  }

  private static long intentHere(Session session, String node, String journal, long local)
      throws SQLException {
    return session
        .first(
            "SELECT idx FROM node_entry WHERE node = ? AND journal = ? AND local = ?",
            row -> row.getLong(1),
            node,
            journal,
            local)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "%s settles entry %d, which is not in its journal".formatted(node, local)));
  }
}
