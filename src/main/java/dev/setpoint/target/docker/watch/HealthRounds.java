package dev.setpoint.target.docker.watch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.ObservedResource.Condition;
import dev.setpoint.reconcile.ObservedResource.Health;
import dev.setpoint.target.Pause;
import dev.setpoint.target.docker.api.Engine;
import dev.setpoint.target.docker.api.EngineException;
import dev.setpoint.target.docker.look.ContainerLooks;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Runs the health checks of running containers at their interval where the engine leaves that to
 * somebody who is not there. A round ends when its container stops or goes; the next look that sees
 * it running begins another one.
 */
final class HealthRounds implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(HealthRounds.class);
  private static final int CONTAINERS = 1_000;
  private static final int AT_ONCE = 2;
  private static final Duration USUAL = Duration.ofSeconds(30);
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final Engine engine;
  private final Consumer<ResourceId> changed;
  private final Pause pause = Pause.untilInterrupted();
  private final Semaphore permits = new Semaphore(AT_ONCE, true);
  private final Map<String, Round> rounds = new ConcurrentHashMap<>();
  private volatile boolean closed;

  HealthRounds(Engine engine, Consumer<ResourceId> changed) {
    this.engine = engine;
    this.changed = changed;
  }

  /** Checks this container from now on, if it runs and has a check. */
  void saw(ResourceId id, JsonNode inspect) {
    Condition condition = ContainerLooks.condition(inspect);
    String container = inspect.path("Id").asText();
    if (closed || !condition.running() || condition.health() == Health.NONE) {
      return;
    }
    Round going = rounds.get(container);
    if (going != null) {
      going.seen = condition.health();
    } else if (rounds.size() < CONTAINERS) {
      var round = new Round(id, container, interval(inspect), condition.health());
      if (rounds.putIfAbsent(container, round) == null) {
        round.begin();
      }
    }
  }

  private static Duration interval(JsonNode inspect) {
    long nanos = inspect.path("Config").path("Healthcheck").path("Interval").asLong();
    Duration declared = nanos > 0 ? Duration.ofNanos(nanos) : USUAL;
    return declared.compareTo(SHORTEST) < 0 ? SHORTEST : declared;
  }

  /** The checks of one container, on a thread of their own. */
  private final class Round {
    private final ResourceId id;
    private final String container;
    private final Duration interval;
    private final Thread thread;
    private volatile Health seen;

    Round(ResourceId id, String container, Duration interval, Health seen) {
      this.id = id;
      this.container = container;
      this.interval = interval;
      this.seen = seen;
      this.thread = Thread.ofVirtual().name("health of " + id).unstarted(this::run);
    }

    void begin() {
      thread.start();
    }

    private void run() {
      try {
        while (!closed) {
          Optional<Boolean> passed = check();
          if (passed.isEmpty()) {
            return;
          }
          // Until a look has seen the new verdict, every check asks for one.
          if (seen != (passed.get() ? Health.HEALTHY : Health.UNHEALTHY)) {
            changed.accept(id);
          }
          pause.pause(interval);
        }
      } catch (EngineException over) {
        LOG.debugf("health of %s is not checked until it is seen again: %s", id, over.getMessage());
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
      } finally {
        rounds.remove(container, this);
      }
    }

    private Optional<Boolean> check() throws InterruptedException {
      permits.acquire();
      try {
        return engine.runHealthCheck(container);
      } finally {
        permits.release();
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    rounds.values().forEach(round -> round.thread.interrupt());
  }
}
