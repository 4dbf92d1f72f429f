package dev.setpoint.agent.pace;

import dev.setpoint.manifest.ResourceId;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What is to be looked at and from when on. Asking twice makes one look at the earlier time;
 * nothing is dropped: when too many resources wait, everything is looked at instead. Safe for many
 * threads.
 */
public final class PendingLooks {
  private final int limit;
  private final ReentrantLock lock = new ReentrantLock();
  // Both guarded by the lock.
  private final Map<ResourceId, Instant> due = new HashMap<>();
  private @Nullable Instant allDue;

  /** Nothing waits; at most so many resources ever do. */
  public PendingLooks(int limit) {
    this.limit = limit;
  }

  /** What asking changed. */
  public enum Asked {
    /** They were going to be looked at by then anyway. */
    NOTHING_NEW,
    /** Some are to be looked at sooner than before. */
    SOONER,
    /** Too many wait: everything is to be looked at. */
    EVERYTHING
  }

  /** Asks for a look at these, from then on. */
  public Asked ask(Set<ResourceId> ids, Instant from) {
    lock.lock();
    try {
      boolean sooner = false;
      for (ResourceId id : ids) {
        var before = due.get(id);
        if (before == null || from.isBefore(before)) {
          due.put(id, from);
          sooner = true;
        }
      }
      if (due.size() > limit) {
        allDue =
            due.values().stream().reduce(allDue == null ? from : allDue, PendingLooks::earlier);
        due.clear(); // the look at everything covers them
        return Asked.EVERYTHING;
      }
      return sooner ? Asked.SOONER : Asked.NOTHING_NEW;
    } finally {
      lock.unlock();
    }
  }

  /** Asks for a look at everything; false when there was going to be one by then anyway. */
  public boolean askAll(Instant from) {
    lock.lock();
    try {
      boolean sooner = allDue == null || from.isBefore(allDue);
      allDue = allDue == null ? from : earlier(allDue, from);
      return sooner;
    } finally {
      lock.unlock();
    }
  }

  /** Takes the resources whose time has come. */
  public Set<ResourceId> take(Instant now) {
    lock.lock();
    try {
      var taken = new HashSet<ResourceId>();
      due.forEach((id, from) -> {
        if (!from.isAfter(now)) {
          taken.add(id);
        }
      });
      due.keySet().removeAll(taken);
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Takes the look at everything, if its time has come. */
  public boolean takeAll(Instant now) {
    lock.lock();
    try {
      if (allDue == null || allDue.isAfter(now)) {
        return false;
      }
      allDue = null;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
