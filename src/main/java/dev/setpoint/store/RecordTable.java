package dev.setpoint.store;

import dev.setpoint.agent.Journal.RecordChange;
import dev.setpoint.audit.json.HistoryJson;
import dev.setpoint.audit.json.RecordJson;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.AppliedRecord;
import dev.setpoint.reconcile.CorrectionHistory;
import dev.setpoint.store.sql.Session;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** A node's own records and the loop breaker's memory as rows. */
final class RecordTable {
  private RecordTable() {}

  static void save(Session session, String node, AppliedRecord record) throws SQLException {
    session.update(
        "INSERT INTO applied_record (node, resource, json) VALUES (?, ?, ?)"
            + " ON CONFLICT (node, resource) DO UPDATE SET json = excluded.json",
        node,
        record.id().toString(),
        RecordJson.write(record));
  }

  static void save(Session session, String node, CorrectionHistory history) throws SQLException {
    session.update(
        "INSERT INTO correction_history (node, resource, json) VALUES (?, ?, ?)"
            + " ON CONFLICT (node, resource) DO UPDATE SET json = excluded.json",
        node,
        history.id().toString(),
        HistoryJson.write(history));
  }

  static void change(Session session, String node, RecordChange change) throws SQLException {
    if (change.forget()) {
      session.update(
          "DELETE FROM applied_record WHERE node = ? AND resource = ?",
          node,
          change.resource().toString());
    }
    if (change.record() != null) {
      save(session, node, change.record());
    }
    if (change.history() != null) {
      save(session, node, change.history());
    }
  }

  static Map<ResourceId, AppliedRecord> records(Session session, String node) throws SQLException {
    return byId(
        session,
        "SELECT json FROM applied_record WHERE node = ?",
        node,
        RecordJson::read,
        AppliedRecord::id);
  }

  static Map<ResourceId, CorrectionHistory> histories(Session session, String node)
      throws SQLException {
    return byId(
        session,
        "SELECT json FROM correction_history WHERE node = ?",
        node,
        HistoryJson::read,
        CorrectionHistory::id);
  }

  private static <T> Map<ResourceId, T> byId(
      Session session,
      String sql,
      String node,
      Function<String, T> reader,
      Function<T, ResourceId> id)
      throws SQLException {
    var all = new TreeMap<ResourceId, T>();
    for (String json : session.query(sql, row -> row.getString(1), node)) {
      T value = read(reader, json);
      all.put(id.apply(value), value);
    }
    return all;
  }

  private static <T> T read(Function<String, T> reader, String json) {
    try {
      return reader.apply(json);
    } catch (IllegalArgumentException e) {
      throw new StoreRefusedException(
          "a record in the database is damaged: put back a copy of the data directory", e);
    }
  }
}
