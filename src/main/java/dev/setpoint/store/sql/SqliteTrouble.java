package dev.setpoint.store.sql;

import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/** What a failure of SQLite means to people, and what they can do. */
public final class SqliteTrouble {
  private static final int PRIMARY_CODE = 0xff;

  private SqliteTrouble() {}

  /** Sentence for a failure on this file. */
  public static String sentence(Path file, SQLException failure) {
    String where = file + ": ";
    if (is(failure, SQLiteErrorCode.SQLITE_FULL)) {
      return where + "the disk is full: free some space on its file system";
    }
    if (is(failure, SQLiteErrorCode.SQLITE_READONLY)) {
      return where + "the file cannot be written: mount it writable and make this user its owner";
    }
    if (isHeldByAnother(failure)) {
      return where
          + "another process holds the database: close it (fuser -v "
          + file
          + " names it)";
    }
    if (is(failure, SQLiteErrorCode.SQLITE_CANTOPEN)) {
      return where + "the file cannot be opened: check that it is there and belongs to this user";
    }
    if (isDamaged(failure)) {
      return where
          + "the database is damaged: put back a copy of the data directory; to look for what can"
          + " be saved, run sqlite3 with .recover on a copy";
    }
    if (is(failure, SQLiteErrorCode.SQLITE_IOERR)) {
      return where + "the disk reports an error (" + text(failure) + "): check it with dmesg";
    }
    return where + text(failure);
  }

  static boolean isConstraint(SQLException failure) {
    return is(failure, SQLiteErrorCode.SQLITE_CONSTRAINT);
  }

  static boolean isDamaged(SQLException failure) {
    return is(failure, SQLiteErrorCode.SQLITE_CORRUPT)
        || is(failure, SQLiteErrorCode.SQLITE_NOTADB);
  }

  private static boolean isHeldByAnother(SQLException failure) {
    return is(failure, SQLiteErrorCode.SQLITE_BUSY) || is(failure, SQLiteErrorCode.SQLITE_LOCKED);
  }

  private static boolean is(SQLException failure, SQLiteErrorCode code) {
    return (failure.getErrorCode() & PRIMARY_CODE) == code.code;
  }

  private static String text(SQLException failure) {
    return String.valueOf(failure.getMessage());
  }
}
