package dev.setpoint.store.sql;

import dev.setpoint.audit.Trail.TrailUnavailableException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One caller's work, and the answer that the caller waits for. */
public final class Job<T> {
  /** How long a caller waits for the disk. */
  static final Duration LIMIT = Duration.ofSeconds(30);

  private final Work<T> work;
  private final CompletableFuture<T> answer = new CompletableFuture<>();
  private @Nullable Runnable verdict;

  Job(Work<T> work) {
    this.work = work;
  }

  /** What is to be done inside a transaction. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it, and may give something back. */
    T in(Session session) throws SQLException;
  }

  /**
   * Does the work inside the open transaction. When it is refused for its own fault, its part is
   * taken back.
   *
   * @throws SQLException when the transaction as a whole cannot go on
   */
  void attempt(Session session) throws SQLException {
    if (answer.isDone()) {
      return; // Its caller has given up waiting.
    }
    session.execute("SAVEPOINT job");
    try {
      T value = work.in(session);
      session.execute("RELEASE job");
      verdict = () -> answer.complete(value);
    } catch (SQLException e) {
      if (!SqliteTrouble.isConstraint(e)) {
        throw e;
      }
      takeBack(session, new IllegalStateException("the store forbids it: " + e.getMessage(), e));
    } catch (RuntimeException e) {
      takeBack(session, e);
    }
  }

  private void takeBack(Session session, RuntimeException fault) throws SQLException {
    session.execute("ROLLBACK TO job");
    session.execute("RELEASE job");
    verdict = () -> answer.completeExceptionally(fault);
  }

  /** Tells the caller, now that the transaction is durable, what came of it. */
  void acknowledge() {
    if (verdict != null) {
      verdict.run();
    }
  }

  /** Tells the caller that it is not. */
  void refuse(Throwable why) {
    answer.completeExceptionally(why);
  }

  /**
   * Waits for the answer, also when interrupted: whether an intent is on record must be known, and
   * the flag stays set for the caller.
   */
  T await(Path file) {
    try {
      return answer.orTimeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS).join();
    } catch (CompletionException e) {
      throw unwrapped(file, e);
    }
  }

  private static RuntimeException unwrapped(Path file, CompletionException e) {
    return switch (e.getCause()) {
      case TimeoutException late ->
          new TrailUnavailableException(
              "%s: the disk did not answer within %d s: check it with dmesg"
                  .formatted(file, LIMIT.toSeconds()),
              late);
      case TrailUnavailableException shared ->
          new TrailUnavailableException(String.valueOf(shared.getMessage()), shared);
      case RuntimeException fault -> fault;
      case null, default -> e;
    };
  }
}
