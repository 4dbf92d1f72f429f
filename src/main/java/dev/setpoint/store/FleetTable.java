package dev.setpoint.store;

import dev.setpoint.controller.nodes.FleetState.Approval;
import dev.setpoint.controller.nodes.FleetState.Draft;
import dev.setpoint.controller.nodes.FleetState.Issued;
import dev.setpoint.controller.nodes.FleetState.StoredRollout;
import dev.setpoint.store.sql.Session;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Orders, rollout and approvals as rows. */
final class FleetTable {
  private FleetTable() {}

  /** One row of the orders. */
  private record Row(String node, Issued issued) {}

  static Map<String, Issued> issued(Session session) throws SQLException {
    var byNode = new HashMap<String, Issued>();
    session
        .query(
            "SELECT node, number, digest, revision FROM node_order JOIN generation USING (node)",
            row ->
                new Row(
                    row.getString(1),
                    new Issued(row.getLong(2), row.getString(3), row.getString(4))))
        .forEach(row -> byNode.put(row.node(), row.issued()));
    return byNode;
  }

  static Map<String, Long> issue(Session session, List<Draft> drafts) throws SQLException {
    var generations = new HashMap<String, Long>();
    for (var draft : drafts) {
      generations.put(draft.node(), ControllerTable.nextGeneration(session, draft.node()));
      session.update(
          "INSERT OR REPLACE INTO node_order (node, digest, revision) VALUES (?, ?, ?)",
          draft.node(),
          draft.digest(),
          draft.revisionId());
    }
    return generations;
  }

  static Optional<StoredRollout> rollout(Session session) throws SQLException {
    return session.first(
        "SELECT revision, stage, canary, what FROM rollout",
        row ->
            new StoredRollout(
                row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
  }

  static int keep(Session session, StoredRollout rollout) throws SQLException {
    return session.update(
        "INSERT OR REPLACE INTO rollout (one, revision, stage, canary, what)"
            + " VALUES (1, ?, ?, ?, ?)",
        rollout.revisionId(),
        rollout.stage(),
        rollout.canary(),
        rollout.what());
  }

  static List<Approval> approvals(Session session) throws SQLException {
    return session.query(
        "SELECT subject, by_whom, at FROM approval ORDER BY at, subject",
        row -> new Approval(row.getString(1), row.getString(2), Instant.parse(row.getString(3))));
  }

  static int approve(Session session, Approval approval) throws SQLException {
    return session.update(
        "INSERT OR REPLACE INTO approval (subject, by_whom, at) VALUES (?, ?, ?)",
        approval.subject(),
        approval.by(),
        approval.at().toString());
  }
}
