package dev.setpoint.simulation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.target.docker.api.ContainerSummary;
import dev.setpoint.target.docker.look.Names;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** What happens in bad times, drawn one after the other. */
final class Faults {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final FleetWorld fleet;
  private final RandomGenerator random;

  Faults(FleetWorld fleet, RandomGenerator random) {
    this.fleet = fleet;
    this.random = random;
  }

  /** One more thing happens. */
  void next() {
    int dice = random.nextInt(100);
    if (dice < 14) {
      fleet.commit();
    } else if (dice < 54) {
      drift(any());
    } else if (dice < 62) {
      partition();
    } else if (dice < 82) {
      any().doom(random.nextInt(40));
    } else if (dice < 87) {
      any().kill();
    } else if (dice < 92) {
      any().engineDown(Duration.ofMillis(random.nextInt(1_000, 40_000)));
    } else if (dice < 96) {
      fleet.head().doom(random.nextInt(60));
    } else if (dice < 97) {
      fleet.head().kill();
    } else if (dice < 98) {
      var forgetful = any();
      fleet.head().forget(forgetful.name, random.nextInt(1, 4));
    } else {
      fleet.head().source.unreachable(random.nextBoolean());
    }
  }

  private Machine any() {
    return fleet.machine(random.nextInt(fleet.size()));
  }

  private void partition() {
    var time = Duration.ofMillis(random.nextInt(2_000, 200_000));
    for (int i = random.nextInt(1, 8); i > 0; i--) {
      fleet.cutOff(any(), time);
    }
  }

  /** A person changes something on an engine. */
  private void drift(Machine machine) {
    List<ContainerSummary> ours =
        machine.engine.containers().stream()
            .filter(each -> !machine.witness.strangers().contains(each.id()))
            .toList();
    if (ours.isEmpty()) {
      return;
    }
    var one = ours.get(random.nextInt(ours.size()));
    var id = one.id();
    int dice = random.nextInt(7);
    var what =
        List.of("remove", "stop", "update", "disconnect", "usurp", "squat", "kill").get(dice);
    fleet.transcript().count("drifts", machine.name, "by hand: " + what + " " + one.name());
    switch (dice) {
      case 0 -> machine.engine.remove(id);
      case 1 -> machine.engine.stop(id, Duration.ZERO);
      case 2 -> machine.engine.update(id, JSON.objectNode().put("Memory", 99L << 20));
      case 3 -> machine.engine.disconnect("back", id);
      case 4 -> usurp(machine, one);
      case 5 -> squat(machine, one.name());
      default -> machine.engine.kill(id, "SIGKILL");
    }
  }

  /** Somebody takes a name that Setpoint will want for a while, or one that looks like it. */
  private void squat(Machine machine, String name) {
    var next = Long.toString(machine.witness.journal().next() + random.nextInt(3));
    var squatted =
        List.of(
                name + ".setpoint-new",
                name + ".setpoint-old",
                Names.incoming(name, next),
                Names.outgoing(name, next))
            .get(random.nextInt(4));
    if (machine.engine.containers().stream().noneMatch(each -> each.name().equals(squatted))) {
      machine.witness.stranger(
          machine.engine.create(squatted, JSON.objectNode().put("Image", "stranger:1")));
    }
  }

  private static void usurp(Machine machine, ContainerSummary one) {
    machine.engine.remove(one.id());
    var id = ResourceId.container(one.name());
    if (!machine.witness.journal().records(machine.name).containsKey(id)
        && !one.name().contains(".setpoint-")) {
      // The agent died before it noted that this is its own; a person has to tell then.
      return;
    }
    machine.witness.stranger(
        machine.engine.create(one.name(), JSON.objectNode().put("Image", "stranger:1")));
  }
}
