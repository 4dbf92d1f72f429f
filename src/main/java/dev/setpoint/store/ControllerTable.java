package dev.setpoint.store;

import dev.setpoint.controller.ControllerState.Accepted;
import dev.setpoint.fleet.NodeOrder.Suspension;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.Revision;
import dev.setpoint.store.sql.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The controller's state as rows. */
final class ControllerTable {
  private static final String WHOLE_NODE = "*";

  private ControllerTable() {}

  static List<Suspension> suspensions(Session session, String node) throws SQLException {
    return session.query(
        "SELECT resource, by_whom, why, since, until FROM suspension WHERE node = ?"
            + " ORDER BY since, resource",
        ControllerTable::suspension,
        node);
  }

  static List<String> suspended(Session session) throws SQLException {
    return session.query("SELECT DISTINCT node FROM suspension", row -> row.getString(1));
  }

  private static Suspension suspension(ResultSet row) throws SQLException {
    String resource = row.getString(1);
    String until = row.getString(5);
    return new Suspension(
        resource.equals(WHOLE_NODE) ? null : resource(resource),
        row.getString(2),
        row.getString(3),
        Instant.parse(row.getString(4)),
        until == null ? null : Instant.parse(until));
  }

  static void suspend(Session session, String node, Suspension suspension) throws SQLException {
    session.update(
        "INSERT OR REPLACE INTO suspension (node, resource, by_whom, why, since, until)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        node,
        key(suspension.id()),
        suspension.by(),
        suspension.why(),
        suspension.since().toString(),
        suspension.until() == null ? null : suspension.until().toString());
  }

  static boolean resume(Session session, String node, @Nullable ResourceId resource)
      throws SQLException {
    return session.update(
            "DELETE FROM suspension WHERE node = ? AND resource = ?", node, key(resource))
        > 0;
  }

  private static String key(@Nullable ResourceId resource) {
    return resource == null ? WHOLE_NODE : resource.toString();
  }

  static long lastGeneration(Session session, String node) throws SQLException {
    return session.number("SELECT number FROM generation WHERE node = ?", node);
  }

  static long nextGeneration(Session session, String node) throws SQLException {
    session.update(
        "INSERT INTO generation (node, number) VALUES (?, 1)"
            + " ON CONFLICT (node) DO UPDATE SET number = number + 1",
        node);
    return lastGeneration(session, node);
  }

  static boolean raise(Session session, String node, long generation) throws SQLException {
    return session.update(
            "INSERT INTO generation (node, number) VALUES (?, ?)"
                + " ON CONFLICT (node) DO UPDATE SET number = excluded.number"
                + " WHERE number < excluded.number",
            node,
            generation)
        > 0;
  }

  static Optional<Accepted> accepted(Session session) throws SQLException {
    return session.first(
        "SELECT url, revision, author, subject, committed_at, at FROM accepted_revision",
        row ->
            new Accepted(
                row.getString(1),
                new Revision(
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    Instant.parse(row.getString(5))),
                Instant.parse(row.getString(6))));
  }

  static void accept(Session session, Accepted accepted) throws SQLException {
    Revision revision = accepted.revision();
    session.update(
        "INSERT OR REPLACE INTO accepted_revision"
            + " (one, url, revision, author, subject, committed_at, at)"
            + " VALUES (1, ?, ?, ?, ?, ?, ?)",
        accepted.url(),
        revision.id(),
        revision.author(),
        revision.subject(),
        revision.committedAt().toString(),
        accepted.at().toString());
  }

  private static ResourceId resource(String text) {
    return ResourceId.parse(text)
        .orElseThrow(() -> new IllegalArgumentException("not a resource: " + text));
  }
}
