package dev.setpoint.controller;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Map;
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
  // Guarded by the lock.
  private final Map<Tags, Row> rows = new HashMap<>();

  GaugeRows(MeterRegistry registry, String name, String description) {
    this.registry = registry;
    this.name = name;
    this.description = description;
  }

  /** One gauge and what it shows. */
  private record Row(Gauge gauge, AtomicLong value) {}

  /**
   * Shows exactly these.
   *
   * @param current asked under the lock, so that of two reports at once the newer one stays
   */
  void show(Supplier<Map<Tags, Long>> current) {
    lock.lock();
    try {
      var now = current.get();
      rows.entrySet()
          .removeIf(entry -> !now.containsKey(entry.getKey()) && remove(entry.getValue()));
      now.forEach((tags, value) -> rows.computeIfAbsent(tags, this::register).value().set(value));
    } finally {
      lock.unlock();
    }
  }

  private boolean remove(Row row) {
    registry.remove(row.gauge());
    return true;
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
