package dev.setpoint.target.lxd.watch;

import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.EntityType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What this process is changing on a server right now, or has just changed: events come a little
 * later than answers. Safe for many threads.
 */
final class OwnWork {
  private static final Duration GRACE = Duration.ofSeconds(3);
  private static final int REMEMBERED = 10_000;

  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  // Guarded by the lock.
  private final Map<EntityPath, Work> byPath = new HashMap<>();

  OwnWork(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Work on one entity.
   *
   * @param calls that have begun and not ended
   * @param ended when the last one ended; null when none has
   */
  private record Work(int calls, @Nullable Instant ended) {}

  /** Does something to these entities. */
  <T> T on(List<EntityPath> paths, Supplier<T> call) {
    var keys = paths.stream().map(OwnWork::key).distinct().toList();
    begin(keys);
    try {
      return call.get();
    } finally {
      end(keys);
    }
  }

  /** Whether an event of this entity may come from this process. */
  boolean concerns(EntityPath path) {
    lock.lock();
    try {
      return isAtWork(key(path)) || isAtWork(key(path.owner()));
    } finally {
      lock.unlock();
    }
  }

  private boolean isAtWork(EntityPath key) {
    Work work = byPath.get(key);
    return work != null && (work.calls() > 0 || !isOver(work));
  }

  private boolean isOver(Work work) {
    return work.calls() == 0
        && (work.ended() == null || work.ended().plus(GRACE).isBefore(clock.instant()));
  }

  private void begin(List<EntityPath> keys) {
    lock.lock();
    try {
      if (byPath.size() > REMEMBERED) {
        byPath.values().removeIf(this::isOver);
      }
      keys.forEach(key ->
          byPath.merge(key, new Work(1, null), (old, _) -> new Work(old.calls() + 1, old.ended())));
    } finally {
      lock.unlock();
    }
  }

  private void end(List<EntityPath> keys) {
    lock.lock();
    try {
      Instant now = clock.instant();
      keys.forEach(key -> byPath.computeIfPresent(key, (_, old) -> new Work(old.calls() - 1, now)));
    } finally {
      lock.unlock();
    }
  }

  /** The fingerprint of an image is only known once it is there, so that all images count. */
  private static EntityPath key(EntityPath path) {
    boolean isImage = path.type() == EntityType.IMAGE || path.type() == EntityType.ALIAS;
    return isImage ? EntityPath.image(path.project(), "any") : path;
  }
}
