package dev.setpoint.store;

import dev.setpoint.store.sql.Session;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * Brings a database to the form that this version needs. The number of the last script that ran
 * stands in the file's header and changes in the transaction of the script, so a start that was cut
 * off is simply done again. Own code, because a migration library took about 290 ms of the first
 * start for this one file.
 */
final class Schema {
  /** "STPT" in the file's header: tells our file from somebody else's database. */
  private static final long APPLICATION_ID = 0x53545054L;

  /** Larger files are not read through at the start; it would delay it by more than 50 ms. */
  private static final long CHECKED_BYTES = 8L << 20;

  /** Never changed once released, only added to. */
  private static final List<String> SCRIPTS =
      List.of(
          "V1__trail_records_state.sql",
          "V2__identities.sql",
          "V3__fleet.sql",
          "V4__end_of_tokens.sql");

  private Schema() {}

  static void bringUpToDate(Session session, Path file) throws SQLException {
    long version = session.number("PRAGMA user_version");
    long application = session.number("PRAGMA application_id");
    if (application != APPLICATION_ID && (version != 0 || tables(session) != 0)) {
      throw new StoreRefusedException(
          file + " is not a database of Setpoint: choose another data directory with --data");
    }
    if (version > SCRIPTS.size()) {
      throw new StoreRefusedException(
          "%s was written by a newer Setpoint (schema %d, this one knows %d): run that version,"
              .concat(" or put back a copy of the data directory from before the upgrade")
              .formatted(file, version, SCRIPTS.size()));
    }
    for (int next = (int) version; next < SCRIPTS.size(); next++) {
      run(session, next);
    }
  }

  /**
   * Reads a small database through; of a large one only what the start needs.
   *
   * @throws StoreRefusedException when it is damaged
   */
  static void check(Session session, Path file) throws SQLException {
    long bytes = session.number("PRAGMA page_count") * session.number("PRAGMA page_size");
    if (bytes > CHECKED_BYTES) {
      return;
    }
    List<String> findings = session.query("PRAGMA quick_check(1)", row -> row.getString(1));
    if (!findings.equals(List.of("ok"))) {
      throw new StoreRefusedException(
          file
              + ": the database is damaged ("
              + String.join("; ", findings).strip()
              + "): put back a copy of the data directory; to look for what can be saved, run"
              + " sqlite3 with .recover on a copy");
    }
  }

  private static long tables(Session session) throws SQLException {
    return session.number("SELECT count(*) FROM sqlite_schema");
  }

  private static void run(Session session, int script) throws SQLException {
    session.execute("BEGIN IMMEDIATE");
    session.executeScript(text(SCRIPTS.get(script)));
    session.execute("PRAGMA application_id = " + APPLICATION_ID);
    session.execute("PRAGMA user_version = " + (script + 1));
    session.execute("COMMIT");
  }

  private static String text(String script) {
    try (InputStream in = Schema.class.getResourceAsStream("/db/sqlite/" + script)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks its resource db/sqlite/" + script);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
