package dev.setpoint.store;

import dev.setpoint.store.sql.Connector;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.sqlite.SQLiteErrorCode;

/**
 * Connections of which the n-th call to the disk fails as a broken disk would: before it does
 * anything, or, for the harder case, after a statement was done.
 */
final class FailingConnector implements Connector {
  private static final Set<String> CALLS =
      Set.of("execute", "executeUpdate", "executeQuery", "prepareStatement", "createStatement");

  private final Connector real;
  private final AtomicLong countdown = new AtomicLong(Long.MAX_VALUE);
  private volatile boolean afterwards;

  FailingConnector(Connector real) {
    this.real = real;
  }

  /** Lets the n-th call from now on fail, once. */
  void failAt(long n, boolean afterItWasDone) {
    afterwards = afterItWasDone;
    countdown.set(n);
  }

  /** Whether the failure has happened since {@link #failAt}. */
  boolean hasFailed() {
    return countdown.get() <= 0;
  }

  @Override
  public Connection writer() throws SQLException {
    return (Connection) wrapped(Connection.class, real.writer());
  }

  @Override
  public Connection reader() throws SQLException {
    return real.reader();
  }

  private Object wrapped(Class<?> type, Object inner) {
    InvocationHandler handler =
        (_, method, arguments) -> {
          boolean due = CALLS.contains(method.getName()) && countdown.decrementAndGet() == 0;
          if (due && !afterwards) {
            throw broken();
          }
          Object result = call(inner, method, arguments);
          if (due) {
            throw broken();
          }
          return result instanceof PreparedStatement
              ? wrapped(PreparedStatement.class, result)
              : result instanceof Statement ? wrapped(Statement.class, result) : result;
        };
    return Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {type}, handler);
  }

  private static Object call(Object inner, java.lang.reflect.Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(inner, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static SQLException broken() {
    return new SQLException("disk I/O error", null, SQLiteErrorCode.SQLITE_IOERR.code);
  }
}
