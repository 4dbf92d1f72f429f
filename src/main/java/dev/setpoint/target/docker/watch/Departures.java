package dev.setpoint.target.docker.watch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.target.Pause;
import dev.setpoint.target.TargetEvent;
import dev.setpoint.target.docker.api.Engine;
import dev.setpoint.target.docker.api.EngineException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Asks after containers that just died whether they are being removed. Podman tells of a removal up
 * to a quarter of a second after it is over, but of the death that comes first when it happens; its
 * answer about a container that is being removed comes the moment it is gone.
 */
public final class Departures {
  private static final int AT_ONCE = 4;
  private static final int TRIES = 10;
  private static final Duration BETWEEN = Duration.ofMillis(25);

  private final Engine engine;
  private final Consumer<TargetEvent> sink;
  private final Pause pause = Pause.untilInterrupted();
  private final Semaphore permits = new Semaphore(AT_ONCE);

  /** Asks an engine, and gives hints. */
  public Departures(Engine engine, Consumer<TargetEvent> sink) {
    this.engine = engine;
    this.sink = sink;
  }

  /** A container died; beyond some at a time the event of the removal must do. */
  public void died(String container, TargetEvent.LookAt hint) {
    if (permits.tryAcquire()) {
      Thread.ofVirtual().name("departure of " + hint.ids()).start(() -> follow(container, hint));
    }
  }

  private void follow(String container, TargetEvent.LookAt hint) {
    try {
      for (int tries = 0; tries < TRIES; tries++) {
        JsonNode inspect = engine.container(container);
        if (inspect.path("State").path("Running").asBoolean()) {
          return;
        }
        pause.pause(BETWEEN);
      }
    } catch (EngineException e) {
      if (e.kind() == EngineException.Kind.NOT_FOUND) {
        sink.accept(new TargetEvent.LookAt(hint.ids(), true, "gone"));
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } finally {
      permits.release();
    }
  }
}
