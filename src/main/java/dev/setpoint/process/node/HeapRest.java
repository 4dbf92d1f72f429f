package dev.setpoint.process.node;

import dev.setpoint.fleet.Timeline;
import java.time.Duration;

/**
 * Gives memory back to the machine when much was done: the collector of small heaps rather takes
 * more than to look at all of the heap, and returns what it took only when it does that, which it
 * never needs to do by itself on a quiet machine. A look takes some 30 ms, and there is none while
 * the heap does not grow.
 */
final class HeapRest implements AutoCloseable {
  private static final Duration CHECK = Duration.ofSeconds(1);
  private static final long WORTH_IT = 2L * 1024 * 1024;

  private final Timeline timeline;
  private long rested;
  private volatile boolean closed;

  HeapRest(Timeline timeline) {
    this.timeline = timeline;
  }

  void start() {
    timeline.startAfter(CHECK, "heap", this::check);
  }

  private void check() {
    long worthIt = Math.max(WORTH_IT, rested / 4);
    if (Runtime.getRuntime().totalMemory() > rested + worthIt) {
      System.gc();
      rested = Runtime.getRuntime().totalMemory();
    }
    if (!closed) {
      start();
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
