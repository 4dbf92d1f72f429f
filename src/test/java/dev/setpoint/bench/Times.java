package dev.setpoint.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** Measured times in milliseconds. */
final class Times {
  private final List<Double> millis = new ArrayList<>();

  void add(double time) {
    millis.add(time);
  }

  double median() {
    return at(0.5);
  }

  /** The time below which this share of all times lies. */
  double at(double share) {
    var sorted = millis.stream().sorted().toList();
    return sorted.get(Math.min(sorted.size() - 1, (int) (share * sorted.size())));
  }

  /** Median, and the spread in brackets. */
  String text() {
    return text(median(), at(0.1), at(0.9));
  }

  private static String text(double median, double low, double high) {
    int digits = median < 10 ? 2 : median < 100 ? 1 : 0;
    String number = "%." + digits + "f";
    return String.format(
        Locale.ROOT, number + " ms (" + number + " to " + number + ")", median, low, high);
  }

  /** Measures one piece of work. */
  static double of(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e6;
  }

  static void pause(Duration time) {
    LockSupport.parkNanos(time.toNanos());
  }
}
