package dev.setpoint.bench.fleet;

import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Measured times in milliseconds, in the order of their coming. Safe for many threads. */
final class Millis {
  private final Queue<Double> times = new ConcurrentLinkedQueue<>();

  void add(double time) {
    times.add(time);
  }

  int count() {
    return times.size();
  }

  /** Those that came after so many. */
  Millis since(int before) {
    var later = new Millis();
    times.stream().skip(before).forEach(later::add);
    return later;
  }

  /** The time below which this share of all times lies. */
  double at(double share) {
    double[] sorted = times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted.length == 0
        ? Double.NaN
        : sorted[Math.min(sorted.length - 1, (int) (share * sorted.length))];
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "median %.0f ms, p99 %.0f ms, longest %.0f ms (%d)",
        at(0.5),
        at(0.99),
        at(1),
        count());
  }
}
