package dev.setpoint.controller;

import dev.setpoint.fleet.CorrectionNews;
import dev.setpoint.fleet.Timeline;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Hands news to listeners without ever waiting for one. Safe for many threads. */
final class NewsStand {
  /** So many news wait for a slow listener; further ones it loses. */
  private static final int WAITING = 256;

  private static final Logger LOG = Logger.getLogger(NewsStand.class);

  private final Timeline timeline;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  // Both guarded by the lock.
  private final BlockingQueue<CorrectionNews> early = new ArrayBlockingQueue<>(WAITING);
  private boolean everHeard;

  NewsStand(Timeline timeline) {
    this.timeline = timeline;
  }

  /** Listens; the first one ever also hears what happened before anybody listened. */
  AutoCloseable listen(Consumer<CorrectionNews> ear) {
    var listener = new Listener(ear);
    lock.lock();
    try {
      early.forEach(listener::tell);
      early.clear();
      listeners.add(listener);
      everHeard = true;
    } finally {
      lock.unlock();
    }
    return () -> listeners.remove(listener);
  }

  void tell(CorrectionNews news) {
    lock.lock();
    try {
      if (!everHeard && early.offer(news)) {
        return;
      }
      listeners.forEach(listener -> listener.tell(news));
    } finally {
      lock.unlock();
    }
  }

  /** One listener with what it has not heard yet. */
  private final class Listener {
    private final Consumer<CorrectionNews> ear;
    private final BlockingQueue<CorrectionNews> waiting = new ArrayBlockingQueue<>(WAITING);
    private final AtomicInteger wanted = new AtomicInteger();

    Listener(Consumer<CorrectionNews> ear) {
      this.ear = ear;
    }

    void tell(CorrectionNews news) {
      if (waiting.offer(news) && wanted.getAndIncrement() == 0) {
        timeline.start("news", this::drain);
      }
    }

    private void drain() {
      int served;
      do {
        served = wanted.get();
        for (var news = waiting.poll(); news != null; news = waiting.poll()) {
          hear(news);
        }
      } while (!wanted.compareAndSet(served, 0));
    }

    private void hear(CorrectionNews news) {
      try {
        ear.accept(news);
      } catch (RuntimeException e) {
        LOG.debugf("A listener to news failed: %s", e.getMessage());
      }
    }
  }
}
