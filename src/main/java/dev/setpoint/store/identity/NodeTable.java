package dev.setpoint.store.identity;

import dev.setpoint.store.sql.Session;
import dev.setpoint.trust.Enrolment;
import dev.setpoint.trust.NodeIdentity;
import dev.setpoint.trust.NodeIdentity.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Nodes that have joined, as rows. */
final class NodeTable {
  private static final String COLUMNS =
      "SELECT node, key_hash, instance, state, why, since, session, certificate_until"
          + " FROM node_identity";

  private NodeTable() {}

  static List<NodeIdentity> all(Session session) throws SQLException {
    return session.query(COLUMNS + " ORDER BY node", NodeTable::node);
  }

  static Optional<NodeIdentity> find(Session session, String node) throws SQLException {
    return session.first(COLUMNS + " WHERE node = ?", NodeTable::node, node);
  }

  private static NodeIdentity node(ResultSet row) throws SQLException {
    String state = row.getString(4);
    return new NodeIdentity(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        State.of(state).orElseThrow(() -> new IllegalStateException("unknown state " + state)),
        row.getString(5),
        Instant.ofEpochMilli(row.getLong(6)),
        row.getLong(7),
        Instant.ofEpochMilli(row.getLong(8)));
  }

  /** A new join replaces whatever was known of the node. */
  static void enrol(Session session, Enrolment.Claim claim, Instant now) throws SQLException {
    session.update(
        "INSERT OR REPLACE INTO node_identity"
            + " (node, key_hash, instance, state, why, since, session, certificate_until)"
            + " VALUES (?, ?, ?, 'active', '', ?, 0, ?)",
        claim.node(),
        claim.keyHash(),
        claim.instance(),
        now.toEpochMilli(),
        claim.until().toEpochMilli());
  }

  static boolean renew(Session session, String node, String keyHash, Instant until)
      throws SQLException {
    return session.update(
            "UPDATE node_identity SET certificate_until = ?"
                + " WHERE node = ? AND key_hash = ? AND state = 'active'",
            until.toEpochMilli(),
            node,
            keyHash)
        == 1;
  }

  static boolean arrive(Session session, String node, String instance, long number)
      throws SQLException {
    return session.update(
            "UPDATE node_identity SET session = ?1"
                + " WHERE node = ?2 AND instance = ?3 AND state = 'active' AND session < ?1",
            number,
            node,
            instance)
        == 1;
  }

  static boolean move(Session session, String node, State from, State to, String why, Instant now)
      throws SQLException {
    return session.update(
            "UPDATE node_identity SET state = ?, why = ?, since = ? WHERE node = ? AND state = ?",
            to.word(),
            why,
            now.toEpochMilli(),
            node,
            from.word())
        == 1;
  }
}
