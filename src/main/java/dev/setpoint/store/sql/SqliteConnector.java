package dev.setpoint.store.sql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteOpenMode;

/**
 * Connections to a file that exists already: a database that was taken away under the running
 * program must not come back empty.
 */
public final class SqliteConnector implements Connector {
  /** How long a statement waits for another process that holds the file. */
  static final int BUSY_MILLIS = 2_000;

  /** A longer write-ahead log is cut back to this size at the next chance. */
  private static final int WAL_BYTES = 16 << 20;

  private final String url;

  /** Connections to this file. */
  public SqliteConnector(Path file) {
    this.url = JDBC.PREFIX + file;
  }

  @Override
  public Connection writer() throws SQLException {
    SQLiteConfig config = config();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setJournalSizeLimit(WAL_BYTES);
    return JDBC.createConnection(url, config.toProperties());
  }

  @Override
  public Connection reader() throws SQLException {
    SQLiteConfig config = config();
    config.setReadOnly(true);
    return JDBC.createConnection(url, config.toProperties());
  }

  private static SQLiteConfig config() {
    var config = new SQLiteConfig();
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    config.setBusyTimeout(BUSY_MILLIS);
    return config;
  }
}
