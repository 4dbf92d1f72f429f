package dev.setpoint.target.docker.look;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.target.docker.api.EngineException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks at many resources side by side. Once an engine has stopped answering, the rest is not asked
 * any more: a hundred time limits in a row would be minutes.
 */
final class Crew {
  private final Semaphore places;
  private final SideWork beside;

  Crew(int parallel, SideWork beside) {
    this.places = new Semaphore(parallel);
    this.beside = beside;
  }

  <T> Map<ResourceId, T> all(
      Set<ResourceId> ids,
      Function<ResourceId, T> look,
      BiFunction<ResourceId, EngineException, T> unknown) {
    var found = new ConcurrentHashMap<ResourceId, T>();
    var silent = new AtomicReference<@Nullable EngineException>();
    var done = new CountDownLatch(ids.size());
    for (ResourceId id : ids) {
      beside.start(
          "look " + id,
          () -> {
            try {
              found.put(id, one(id, look, unknown, silent));
            } finally {
              done.countDown();
            }
          });
    }
    if (!await(done)) {
      var stopped = new EngineException(EngineException.Kind.TIMEOUT, 0, "the look was stopped");
      ids.forEach(id -> found.putIfAbsent(id, unknown.apply(id, stopped)));
    }
    return new TreeMap<>(found);
  }

  private static boolean await(CountDownLatch done) {
    try {
      done.await();
      return true;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private <T> T one(
      ResourceId id,
      Function<ResourceId, T> look,
      BiFunction<ResourceId, EngineException, T> unknown,
      AtomicReference<@Nullable EngineException> silent) {
    places.acquireUninterruptibly();
    try {
      EngineException before = silent.get();
      return before == null ? look.apply(id) : unknown.apply(id, before);
    } catch (EngineException e) {
      switch (e.kind()) {
        case TIMEOUT, UNREACHABLE -> silent.set(e);
        case NOT_FOUND, CONFLICT, REFUSED, BAD_ANSWER -> {}
      }
      return unknown.apply(id, e);
    } finally {
      places.release();
    }
  }
}
