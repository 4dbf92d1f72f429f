package dev.setpoint.target.docker.simulated;

import dev.setpoint.target.docker.api.EngineEvent;
import dev.setpoint.target.docker.api.EngineException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Hands events to listeners, each with a bounded queue; a full queue loses events, as Docker's. */
final class SimulatedEvents {
  private static final int QUEUE = 1024;

  private final List<BlockingQueue<Optional<EngineEvent>>> listeners = new CopyOnWriteArrayList<>();
  private final List<Consumer<EngineEvent>> taps = new CopyOnWriteArrayList<>();

  void tap(Consumer<EngineEvent> ear) {
    taps.add(ear);
  }

  void tell(EngineEvent event) {
    taps.forEach(ear -> ear.accept(event));
    listeners.forEach(queue -> send(queue, Optional.of(event)));
  }

  private static void send(
      BlockingQueue<Optional<EngineEvent>> queue, Optional<EngineEvent> event) {
    if (!queue.offer(event) && event.isEmpty()) {
      queue.clear();
      send(queue, event);
    }
  }

  void listen(Consumer<AutoCloseable> opened, Consumer<EngineEvent> sink) {
    var queue = new ArrayBlockingQueue<Optional<EngineEvent>>(QUEUE);
    listeners.add(queue);
    try {
      opened.accept(() -> send(queue, Optional.empty()));
      Optional<EngineEvent> event = queue.take();
      while (event.isPresent()) {
        sink.accept(event.get());
        event = queue.take();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new EngineException(EngineException.Kind.UNREACHABLE, 0, "listening was interrupted");
    } finally {
      listeners.remove(queue);
    }
  }

  void close() {
    listeners.forEach(queue -> send(queue, Optional.empty()));
  }
}
