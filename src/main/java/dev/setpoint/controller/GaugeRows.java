package dev.setpoint.controller;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * One gauge for each combination of labels that there is at the moment. Each is registered once and
 * then only moved, and is taken out when its combination is gone. Safe for many threads.
 */
final class GaugeRows {
  private final MeterRegistry registry;
  private final String name;
  private final String description;
  private final ReentrantLock lock = new ReentrantLock();
  // Both guarded by the lock.
  private final Map<Tags, Row> rows = new HashMap<>();
  private final Map<String, Set<Tags>> shown = new HashMap<>();

  GaugeRows(MeterRegistry registry, String name, String description) {
    this.registry = registry;
    this.name = name;
    this.description = description;
  }

  /** One gauge and what it shows. */
  private record Row(Gauge gauge, AtomicLong value) {}

  /**
   * Shows exactly these for a node; what is shown for others stays.
   *
   * @param current asked under the lock, so that of two reports at once the newer one stays; no two
   *     nodes may have a row in common
   */
  void show(String node, Supplier<Map<Tags, Long>> current) {
    lock.lock();
    try {
      var now = current.get();
      var before = shown.put(node, Set.copyOf(now.keySet()));
      if (before != null) {
        before.stream().filter(tags -> !now.containsKey(tags)).forEach(this::remove);
      }
      now.forEach((tags, value) -> rows.computeIfAbsent(tags, this::register).value().set(value));
    } finally {
      lock.unlock();
    }
  }

  private void remove(Tags tags) {
    var row = rows.remove(tags);
    if (row != null) {
      registry.remove(row.gauge());
    }
  }

  private Row register(Tags tags) {
    var value = new AtomicLong();
    return new Row(
        Gauge.builder(name, value, AtomicLong::get)
            .description(description)
            .tags(tags)
            .register(registry),
        value);
  }
}
