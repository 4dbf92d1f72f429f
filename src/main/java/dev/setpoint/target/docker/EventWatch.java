package dev.setpoint.target.docker;

import dev.setpoint.target.TargetEvent;
import dev.setpoint.target.docker.api.Engine;
import dev.setpoint.target.docker.api.EngineEvent;
import dev.setpoint.target.docker.api.EngineException;
import dev.setpoint.target.docker.watch.Departures;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Listens to an engine on a virtual thread of its own until closed, and listens again whenever the
 * stream breaks.
 */
final class EventWatch implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(EventWatch.class);

  private final Engine engine;
  private final String target;
  private final EventLimits limits;
  private final Consumer<TargetEvent> sink;
  private final EventReader reader;
  private final Departures departures;
  // guards stream and closed
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ending = lock.newCondition();
  private @Nullable AutoCloseable stream;
  private boolean closed;
  private volatile @Nullable Thread thread;
  private volatile boolean heard;

  private EventWatch(Engine engine, String target, EventLimits limits, Consumer<TargetEvent> sink) {
    this.engine = engine;
    this.target = target;
    this.limits = limits;
    this.sink = sink;
    this.departures = new Departures(engine, sink);
    this.reader = new EventReader(engine, limits.names());
  }

  static EventWatch start(
      Engine engine, String target, EventLimits limits, Consumer<TargetEvent> sink) {
    var watch = new EventWatch(engine, target, limits, sink);
    watch.thread = Thread.ofVirtual().name("events of " + target).start(watch::run);
    return watch;
  }

  private void run() {
    Duration pause = limits.firstPause();
    while (!isClosed()) {
      heard = false;
      String why = listen();
      if (isClosed()) {
        return;
      }
      sink.accept(new TargetEvent.Lost(why));
      LOG.debugf("events of %s: %s", target, why);
      pause = heard ? limits.firstPause() : pause;
      if (!rest(pause)) {
        return;
      }
      Duration doubled = pause.multipliedBy(2);
      pause = doubled.compareTo(limits.longestPause()) < 0 ? doubled : limits.longestPause();
    }
  }

  /** Waits; false when it is to end. */
  private boolean rest(Duration pause) {
    lock.lock();
    try {
      long left = pause.toNanos();
      while (!closed && left > 0) {
        left = ending.awaitNanos(left);
      }
      return !closed;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }

  private String listen() {
    try {
      engine.events(this::opened, this::hear);
      return target + " ended the event stream";
    } catch (EngineException e) {
      return "the event stream of " + target + " broke: " + e.getMessage();
    }
  }

  private void hear(EngineEvent event) {
    TargetEvent hint = reader.read(event).orElse(null);
    if (hint != null) {
      sink.accept(hint);
    }
    // Only Podman uses this word.
    if (hint instanceof TargetEvent.LookAt some && event.action().equals("died")) {
      departures.died(event.actorId(), some);
    }
  }

  private void opened(AutoCloseable opened) {
    lock.lock();
    try {
      stream = opened;
      if (closed) {
        end(opened);
        return;
      }
    } finally {
      lock.unlock();
    }
    heard = true;
    reader.forget();
    sink.accept(new TargetEvent.LookAtAll("the event stream of " + target + " was opened"));
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      ending.signalAll();
      if (stream != null) {
        end(stream);
      }
    } finally {
      lock.unlock();
    }
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }

  private static void end(AutoCloseable stream) {
    try {
      stream.close();
    } catch (Exception e) {
      LOG.debugf("closing an event stream: %s", e.getMessage());
    }
  }
}
