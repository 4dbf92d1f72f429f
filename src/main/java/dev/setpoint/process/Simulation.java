package dev.setpoint.process;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.cli.demo.DemoPorts;
import dev.setpoint.cli.session.Durations;
import dev.setpoint.fleet.Timeline;
import dev.setpoint.target.docker.api.ContainerSummary;
import dev.setpoint.target.docker.api.EngineException;
import dev.setpoint.target.docker.simulated.SimulatedEngine;
import java.time.Duration;
import java.util.Comparator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The engine {@code simulated}: it has the demo's images, and when it is asked for with a duration
 * ({@code simulated=20s}), somebody changes a container by hand that often, so that there is
 * something to heal. It forgets everything when the process ends. Not safe for many threads.
 */
public final class Simulation {
  /** Name of the target. */
  public static final String NAME = "simulated";

  private static final Logger LOG = Logger.getLogger(Simulation.class);
  private static final long OTHER_MEMORY = 48L * 1024 * 1024;

  private final SimulatedEngine engine;
  private final Timeline timeline;
  private int turn;

  private Simulation(SimulatedEngine engine, Timeline timeline) {
    this.engine = engine;
    this.timeline = timeline;
  }

  /**
   * A new engine.
   *
   * @param every how often somebody changes something by hand; null or empty for never
   */
  static SimulatedEngine start(Timeline timeline, @Nullable String every) {
    var engine = SimulatedEngine.create(timeline);
    for (var image : DemoPorts.IMAGES) {
      engine.load(image, image, JsonNodeFactory.instance.objectNode());
    }
    if (every != null && !every.isEmpty()) {
      new Simulation(engine, timeline).scheduleHand(Durations.parse("--engine simulated=", every));
    }
    return engine;
  }

  private void scheduleHand(Duration every) {
    timeline.startAfter(
        every,
        "hand",
        () -> {
          changeSomething();
          scheduleHand(every);
        });
  }

  /** The next container in turn gets the next change in turn. */
  private void changeSomething() {
    var running =
        engine.containers().stream()
            .map(ContainerSummary::id)
            .map(engine::container)
            .filter(each -> each.path("State").path("Running").asBoolean())
            .sorted(Comparator.comparing(each -> each.path("Name").asText()))
            .toList();
    if (running.isEmpty()) {
      return;
    }
    var one = running.get(turn % running.size());
    var id = one.path("Id").asText();
    var name = one.path("Name").asText().substring(1);
    try {
      change(id, name);
    } catch (EngineException gone) {
      LOG.debugf("The hand missed %s: %s", name, gone.getMessage());
    }
    turn++;
  }

  private void change(String id, String name) {
    switch (turn % 3) {
      case 0 -> {
        LOG.infof("By hand: docker rm -f %s", name);
        engine.kill(id, "SIGKILL");
        engine.remove(id);
      }
      case 1 -> {
        LOG.infof("By hand: docker update --memory 48m %s", name);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        engine.update(id, body.put("Memory", OTHER_MEMORY).put("MemorySwap", 2 * OTHER_MEMORY));
      }
      default -> {
        LOG.infof("By hand: docker stop %s", name);
        engine.stop(id, Duration.ZERO);
      }
    }
  }
}
