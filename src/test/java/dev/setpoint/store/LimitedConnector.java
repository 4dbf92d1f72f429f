package dev.setpoint.store;

import dev.setpoint.store.sql.Connector;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Connections to a database that may not grow over a number of pages, as on a full disk. */
final class LimitedConnector implements Connector {
  private final Connector real;
  private volatile int pages = 100_000;
  private volatile @Nullable Connection current;

  LimitedConnector(Connector real) {
    this.real = real;
  }

  /** Sets the limit, also for the connection that is open. Not while something is written. */
  void limitPages(int limit) {
    pages = limit;
    Connection open = current;
    try {
      if (open != null && !open.isClosed()) {
        limit(open);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public Connection writer() throws SQLException {
    Connection connection = real.writer();
    limit(connection);
    current = connection;
    return connection;
  }

  private void limit(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("PRAGMA max_page_count = " + pages);
    }
  }

  @Override
  public Connection reader() throws SQLException {
    return real.reader();
  }
}
