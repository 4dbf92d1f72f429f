package dev.setpoint.store.sql;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A few connections that only read, opened when first needed. Readers do not wait for writers. */
public final class Readers implements AutoCloseable {
  /** Reads at the same time; more wait their turn. */
  static final int LIMIT = 4;

  private static final int WAIT_SECONDS = 10;

  private final Path file;
  private final Connector connector;
  private final Semaphore turns = new Semaphore(LIMIT, true);
  private final Deque<Session> idle = new ConcurrentLinkedDeque<>();

  /** Readers of this file. */
  public Readers(Path file, Connector connector) {
    this.file = file;
    this.connector = connector;
  }

  /**
   * Runs a query.
   *
   * @throws StoreUnreadableException when it cannot
   */
  public <T> T read(Job.Work<T> query) {
    takeTurn();
    try {
      Session session = take();
      boolean sound = false;
      try {
        T value = query.in(session);
        sound = true;
        return value;
      } finally {
        giveBack(session, sound);
      }
    } catch (SQLException e) {
      throw new StoreUnreadableException(SqliteTrouble.sentence(file, e), e);
    } finally {
      turns.release();
    }
  }

  /** A connection on which something failed is not used again. */
  private void giveBack(Session session, boolean sound) throws SQLException {
    if (sound) {
      idle.push(session);
    } else {
      session.close();
    }
  }

  private void takeTurn() {
    try {
      if (turns.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
      throw new StoreUnreadableException(
          file + ": no read got its turn within " + WAIT_SECONDS + " s: try again", null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnreadableException(file + ": the read was interrupted", e);
    }
  }

  private Session take() throws SQLException {
    @Nullable Session session = idle.poll();
    return session != null ? session : new Session(connector.reader());
  }

  @Override
  public void close() throws SQLException {
    turns.acquireUninterruptibly(LIMIT);
    try {
      for (Session session = idle.poll(); session != null; session = idle.poll()) {
        session.close();
      }
    } finally {
      turns.release(LIMIT);
    }
  }
}
