package dev.setpoint.store.sql;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens connections to the one database. */
public interface Connector {
  /** The connection that writes; every commit is on the disk when it returns. */
  Connection writer() throws SQLException;

  /** A connection that only reads. */
  Connection reader() throws SQLException;
}
