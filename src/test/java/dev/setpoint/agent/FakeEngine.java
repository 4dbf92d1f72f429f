package dev.setpoint.agent;

import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.ObservedResource.Health;
import dev.setpoint.reconcile.ObservedResource.OwnerMark;
import dev.setpoint.reconcile.field.Fields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An engine that outlives agents: objects by name, and a diary of what was done to them. The test
 * changes it by hand like a person with a shell.
 */
final class FakeEngine {
  private final Map<String, Thing> things = new TreeMap<>();
  final List<String> diary = new ArrayList<>();
  private int made;
  boolean silent;

  /** Happens while an object of this name is made. */
  final Map<String, Runnable> whileMade = new HashMap<>();

  /** An object. */
  record Thing(
      String engineId,
      String name,
      @Nullable OwnerMark mark,
      Fields fields,
      boolean running,
      Health health,
      @Nullable Integer exit) {
    EngineObject object() {
      return new EngineObject(engineId, name);
    }

    Thing named(String other) {
      return new Thing(engineId, other, mark, fields, running, health, exit);
    }

    Thing with(Fields other) {
      return new Thing(engineId, name, mark, other, running, health, exit);
    }

    Thing run(boolean now, @Nullable Integer code) {
      return new Thing(engineId, name, mark, fields, now, health, code);
    }

    Thing feeling(Health other) {
      return new Thing(engineId, name, mark, fields, running, other, exit);
    }
  }

  Thing make(String name, @Nullable OwnerMark mark, Fields fields) {
    if (things.containsKey(name)) {
      throw new IllegalStateException("the name " + name + " is taken");
    }
    var thing = new Thing("id" + ++made, name, mark, fields, true, Health.NONE, null);
    things.put(name, thing);
    diary.add("make " + name);
    whileMade.getOrDefault(name, () -> {}).run();
    return thing;
  }

  void put(Thing thing) {
    things.put(thing.name(), thing);
  }

  void rename(String name, String other) {
    if (things.containsKey(other)) {
      throw new IllegalStateException("the name " + other + " is taken");
    }
    var thing = Optional.ofNullable(things.remove(name)).orElseThrow();
    things.put(other, thing.named(other));
    diary.add("rename " + name + " to " + other);
  }

  void remove(String name) {
    things.remove(name);
    diary.add("remove " + name);
  }

  void change(String name, Fields fields) {
    put(find(name).orElseThrow().with(fields));
    diary.add("change " + name);
  }

  void run(String name, boolean running) {
    put(find(name).orElseThrow().run(running, running ? null : 0));
    diary.add((running ? "start " : "stop ") + name);
  }

  Optional<Thing> find(String name) {
    return Optional.ofNullable(things.get(name));
  }

  List<Thing> all() {
    return List.copyOf(things.values());
  }

  /** How often an entry stands in the diary. */
  long times(String entry) {
    return diary.stream().filter(entry::equals).count();
  }
}
