package dev.setpoint.store;

import dev.setpoint.audit.AuditCodec;
import dev.setpoint.audit.AuditEntry;
import dev.setpoint.audit.AuditEvent;
import dev.setpoint.audit.AuditEvent.Approved;
import dev.setpoint.audit.AuditEvent.Enrolled;
import dev.setpoint.audit.AuditEvent.Intent;
import dev.setpoint.audit.AuditEvent.NodeBarred;
import dev.setpoint.audit.AuditEvent.NodeReleased;
import dev.setpoint.audit.AuditEvent.Requested;
import dev.setpoint.audit.AuditEvent.Restored;
import dev.setpoint.audit.AuditEvent.Resumed;
import dev.setpoint.audit.AuditEvent.RevisionAccepted;
import dev.setpoint.audit.AuditEvent.RevisionHeld;
import dev.setpoint.audit.AuditEvent.Settled;
import dev.setpoint.audit.AuditEvent.Started;
import dev.setpoint.audit.AuditEvent.Suspended;
import dev.setpoint.audit.AuditEvent.TokenEnded;
import dev.setpoint.audit.AuditEvent.TokenMade;
import dev.setpoint.audit.AuditLog;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.store.sql.Session;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The trail as rows. */
final class EntryTable {
  private EntryTable() {}

  /** Where the trail ends. */
  private record Head(long index, long latest) {}

  /** Columns by which an event is found. */
  private record Key(@Nullable String node, @Nullable ResourceId resource) {}

  /** Adds an event behind the last one; what it opens or settles is noted with it. */
  static long append(Session session, Instant now, AuditEvent event) throws SQLException {
    Head head =
        session
            .first(
                "SELECT idx, latest FROM entry ORDER BY idx DESC LIMIT 1",
                row -> new Head(row.getLong(1), row.getLong(2)))
            .orElse(new Head(0, Long.MIN_VALUE));
    var entry = new AuditEntry(head.index() + 1, now.truncatedTo(ChronoUnit.MICROS), event);
    if (event instanceof Settled settled) {
      close(session, settled);
    }
    insert(session, entry, head.latest());
    if (event instanceof Intent intent) {
      session.update(
          "INSERT INTO open_intent (idx, node) VALUES (?, ?)", entry.index(), intent.node());
    }
    return entry.index();
  }

  private static void insert(Session session, AuditEntry entry, long latest) throws SQLException {
    long at = micros(entry.at());
    Key key = key(entry.event());
    session.update(
        "INSERT INTO entry (idx, at, latest, event, node, resource, intent, leaf)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        entry.index(),
        at,
        Math.max(at, latest),
        entry.event().getClass().getSimpleName(),
        key.node(),
        key.resource() == null ? null : key.resource().toString(),
        entry.event() instanceof Settled settled ? settled.intent() : null,
        AuditCodec.encode(entry));
  }

  private static void close(Session session, Settled settled) throws SQLException {
    if (session.update("DELETE FROM open_intent WHERE idx = ?", settled.intent()) == 1) {
      return;
    }
    if (outcomeOf(session, settled.intent()).isPresent()) {
      throw new IllegalStateException("intent " + settled.intent() + " already has an outcome");
    }
    throw new IllegalArgumentException("no intent has the index " + settled.intent());
  }

  private static Key key(AuditEvent event) {
    return switch (event) {
      case Intent intent -> new Key(intent.node(), intent.resource());
      case Settled settled -> new Key(settled.node(), settled.resource());
      case Suspended suspended -> new Key(suspended.node(), suspended.resource());
      case Requested requested -> new Key(requested.node(), requested.resource());
      case Resumed resumed -> new Key(resumed.node(), resumed.resource());
      case Started started -> new Key(started.node(), null);
      case Enrolled enrolled -> new Key(enrolled.node(), null);
      case NodeBarred barred -> new Key(barred.node(), null);
      case NodeReleased released -> new Key(released.node(), null);
      case Restored restored -> new Key(restored.node(), null);
      case TokenMade _, TokenEnded _ -> new Key(null, null);
      case Approved _, RevisionAccepted _, RevisionHeld _ -> new Key(null, null);
    };
  }

  static Optional<AuditEntry> find(Session session, long index) throws SQLException {
    return session
        .first("SELECT leaf FROM entry WHERE idx = ?", row -> row.getBytes(1), index)
        .map(AuditCodec::decode);
  }

  static Optional<AuditEntry> outcomeOf(Session session, long intent) throws SQLException {
    return session
        .first("SELECT leaf FROM entry WHERE intent = ?", row -> row.getBytes(1), intent)
        .map(AuditCodec::decode);
  }

  static List<AuditEntry> openIntents(Session session, String node) throws SQLException {
    return session
        .query(
            "SELECT leaf FROM open_intent JOIN entry USING (idx) WHERE open_intent.node = ?"
                + " ORDER BY idx",
            row -> row.getBytes(1),
            node)
        .stream()
        .map(AuditCodec::decode)
        .toList();
  }

  /** Entries that match, newest first. Walks an index backwards from {@code before}. */
  static List<AuditEntry> list(Session session, AuditLog.Query query) throws SQLException {
    var sql = new StringBuilder("SELECT leaf FROM entry WHERE idx < ?");
    var arguments = new ArrayList<Object>();
    arguments.add(query.before());
    if (query.resource() != null) {
      sql.append(" AND resource = ?");
      arguments.add(query.resource().toString());
    }
    if (query.since() != null) {
      long since = micros(query.since());
      sql.append(" AND idx >= ? AND at >= ?");
      arguments.add(firstSince(session, since));
      arguments.add(since);
    }
    arguments.add(query.limit());
    return session
        .query(
            sql.append(" ORDER BY idx DESC LIMIT ?").toString(),
            row -> row.getBytes(1),
            arguments.toArray())
        .stream()
        .map(AuditCodec::decode)
        .toList();
  }

  /** No entry before this index is as new as that. */
  private static long firstSince(Session session, long micros) throws SQLException {
    return session
        .first(
            "SELECT idx FROM entry WHERE latest >= ? ORDER BY latest, idx LIMIT 1",
            row -> row.getLong(1),
            micros)
        .orElse(Long.MAX_VALUE);
  }

  /** Rounds up, so that a time between two microseconds does not let in what was before it. */
  private static long micros(Instant at) {
    long floor = ChronoUnit.MICROS.between(Instant.EPOCH, at);
    return Instant.EPOCH.plus(floor, ChronoUnit.MICROS).isBefore(at) ? floor + 1 : floor;
  }
}
