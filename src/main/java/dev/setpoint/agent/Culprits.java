package dev.setpoint.agent;

import dev.setpoint.agent.Sight.Place;
import dev.setpoint.reconcile.Culprit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who moved what since it was last seen as declared. An engine that drops events leaves gaps, so
 * this is evidence for people and nothing is decided by it. Safe for many threads; one lock guards
 * it.
 */
final class Culprits {
  /** The last ones of a resource are kept; what they did before is in the engine's own log. */
  private static final int OF_ONE = 5;

  /** Resources with culprits; more than these at once are not told apart any more. */
  private static final int RESOURCES = 10_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Place, List<Heard>> byPlace = new HashMap<>();

  /**
   * What was heard.
   *
   * @param at when, by our clock
   */
  private record Heard(Culprit culprit, Instant at) {}

  /** An engine says that somebody touched a resource. */
  void note(Place place, Culprit culprit, Instant now) {
    lock.lock();
    try {
      if (byPlace.size() >= RESOURCES && !byPlace.containsKey(place)) {
        return;
      }
      var heard = byPlace.computeIfAbsent(place, _ -> new ArrayList<>());
      heard.add(new Heard(culprit, now));
      if (heard.size() > OF_ONE) {
        heard.removeFirst();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Those of a resource, the first one first. */
  List<Culprit> of(Place place) {
    lock.lock();
    try {
      return byPlace.getOrDefault(place, List.of()).stream().map(Heard::culprit).toList();
    } finally {
      lock.unlock();
    }
  }

  /** A look that began then found the resource as declared: what was heard before is over. */
  void forget(Place place, Instant before) {
    lock.lock();
    try {
      byPlace.computeIfPresent(
          place,
          (_, heard) -> {
            heard.removeIf(each -> each.at().isBefore(before));
            return heard.isEmpty() ? null : heard;
          });
    } finally {
      lock.unlock();
    }
  }
}
