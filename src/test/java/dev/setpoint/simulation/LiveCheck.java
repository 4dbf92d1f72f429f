package dev.setpoint.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.simulation.Repository.Declared;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Compares an engine with what is declared, without asking the product. */
record LiveCheck(Machine machine, Repository repository) {
  private static final long MIB = 1 << 20;

  /** Adds a sentence for all that differs. */
  void differs(List<String> open) {
    var byName = new HashMap<String, JsonNode>();
    var ids = new HashSet<String>();
    for (var each : machine.engine.containers()) {
      var inspect = machine.engine.container(each.id());
      byName.put(each.name(), inspect);
      ids.add(each.id());
    }
    var declared = repository.on(machine.name);
    declared.forEach((name, each) -> {
      var live = byName.get(name);
      if (live == null || !isAs(live, name, each)) {
        open.add(machine.name + ": " + name + " is not " + each + " but " + live);
      }
    });
    ownButUndeclared(byName, declared, open);
    if (!ids.containsAll(machine.witness.strangers())) {
      open.add(machine.name + ": a stranger is gone");
    }
    if (machine.engine.volumes().stream()
        .noneMatch(each -> each.path("Name").asText().equals("data"))) {
      open.add(machine.name + ": the volume is missing");
    }
  }

  private void ownButUndeclared(
      Map<String, JsonNode> byName, Map<String, Declared> declared, List<String> open) {
    byName.forEach((name, live) -> {
      boolean ours = NodeWitness.owner(live).isPresent();
      if (ours && !declared.containsKey(name)) {
        open.add(machine.name + ": " + name + " is left over");
      }
    });
  }

  private static boolean isAs(JsonNode live, String name, Declared declared) {
    boolean value = false;
    for (var line : live.path("Config").path("Env")) {
      value |= line.asText().equals("VALUE=" + declared.value());
    }
    return value
        && NodeWitness.owner(live).filter(id -> id.name().equals(name)).isPresent()
        && live.path("State").path("Running").asBoolean()
        && live.path("HostConfig").path("Memory").asLong() == declared.memory() * MIB
        && live.path("NetworkSettings").path("Networks").has("back");
  }
}
