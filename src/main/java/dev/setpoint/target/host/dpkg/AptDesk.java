package dev.setpoint.target.host.dpkg;

import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.target.host.machine.HostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes wishes of many corrections and carries them out together, one transaction at a time: each
 * run of apt costs seconds, however little it does. A transaction that fails is taken apart, so
 * that one bad package does not keep the others away. Safe for many threads.
 */
final class AptDesk {
  /** Corrections of one plan come in within so long of each other. */
  private static final Duration GATHER = Duration.ofMillis(100);

  private final Apt apt;
  private final ReentrantLock turn = new ReentrantLock(true);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition never = lock.newCondition();
  // Guarded by the lock.
  private List<Ticket> waiting = new ArrayList<>();

  AptDesk(Apt apt) {
    this.apt = apt;
  }

  /** A wish, and what came of it once it is done. */
  private static final class Ticket {
    private final Wish wish;
    private volatile boolean done;
    private volatile @Nullable HostException failure;

    Ticket(Wish wish) {
      this.wish = wish;
    }
  }

  /**
   * Carries a wish out, blocking until that is done.
   *
   * @param mayGo names of packages that are declared absent
   */
  void carryOut(Wish wish, Supplier<Set<String>> mayGo) {
    var ticket = new Ticket(wish);
    lock.lock();
    try {
      waiting.add(ticket);
    } finally {
      lock.unlock();
    }
    turn.lock();
    try {
      if (!ticket.done) {
        serve(gathered(), mayGo.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HostException(FailureReason.INTERRUPTED, "nothing was done, since the agent stops");
    } finally {
      turn.unlock();
    }
    HostException failure = ticket.failure;
    if (failure != null) {
      throw failure;
    }
  }

  private List<Ticket> gathered() throws InterruptedException {
    lock.lock();
    try {
      long left = GATHER.toNanos();
      while (left > 0) {
        left = never.awaitNanos(left);
      }
      List<Ticket> all = waiting;
      waiting = new ArrayList<>();
      return all;
    } finally {
      lock.unlock();
    }
  }

  private void serve(List<Ticket> tickets, Set<String> mayGo) {
    HostException failure = attempt(tickets, mayGo);
    if (failure != null && failure.reason() == FailureReason.PACKAGE_UNAVAILABLE) {
      failure = afterUpdate(tickets, mayGo, failure);
    }
    if (failure == null || tickets.size() == 1) {
      settle(tickets, failure);
    } else {
      tickets.forEach(each -> settle(List.of(each), attempt(List.of(each), mayGo)));
    }
  }

  private @Nullable HostException afterUpdate(
      List<Ticket> tickets, Set<String> mayGo, HostException failure) {
    try {
      apt.update();
    } catch (HostException e) {
      return failure;
    }
    return attempt(tickets, mayGo);
  }

  private @Nullable HostException attempt(List<Ticket> tickets, Set<String> mayGo) {
    try {
      apt.carryOut(tickets.stream().map(each -> each.wish).toList(), mayGo);
      return null;
    } catch (HostException e) {
      return e;
    }
  }

  private static void settle(List<Ticket> tickets, @Nullable HostException failure) {
    tickets.forEach(each -> {
      each.failure = failure;
      each.done = true;
    });
  }
}
