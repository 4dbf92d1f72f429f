package dev.setpoint.crash;

import dev.setpoint.crash.World.Box;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Changes the repository and the engine, by chance but from a seed. Notes every change by the
 * resources that it concerns, so that corrections can be counted against it. Keeps drift of one
 * kind on one container rare enough not to look like a fight.
 */
final class Churn {
  private static final int DRIFTS_IN_WINDOW = 3;
  private static final Duration WINDOW = Duration.ofMinutes(11);

  private final World world;
  private final GitRemote git;
  private final EngineSocket engine;
  private final RandomGenerator random;
  private final List<Change> changes = new ArrayList<>();
  private final List<Stranger> strangers = new ArrayList<>();
  private final Map<String, List<Instant>> drifts = new HashMap<>();
  private final Predicate<String> recorded;
  private String head = "";

  /**
   * Nothing is changed yet.
   *
   * @param recorded whether the program has on record that a resource is its own
   */
  Churn(
      World world,
      GitRemote git,
      EngineSocket engine,
      RandomGenerator random,
      Predicate<String> recorded) {
    this.recorded = recorded;
    this.world = world;
    this.git = git;
    this.engine = engine;
    this.random = random;
  }

  /** A change that may lead to one correction of the resource. */
  record Change(Instant at, String resource, String what) {}

  /** A container that somebody put under a name of ours. */
  record Stranger(String name, String id, Instant since) {}

  List<Change> changes() {
    return List.copyOf(changes);
  }

  List<Stranger> strangers() {
    return List.copyOf(strangers);
  }

  /** The last commit. */
  String head() {
    return head;
  }

  long changesOf(String resource) {
    return changes.stream().filter(change -> change.resource().equals(resource)).count();
  }

  private void note(String resource, String what) {
    changes.add(new Change(Instant.now(), resource, what));
  }

  /** The first commit: everything is new. */
  void begin() {
    world.networks().forEach(name -> note("network/" + name, "declared"));
    world.volumes().forEach(name -> note("volume/" + name, "declared"));
    world.declared().forEach(box -> note(box.id(), "declared"));
    commit("declare everything");
  }

  private void commit(String subject) {
    head = git.commit(subject, world.files());
  }

  /** One change of a random kind. */
  void act() {
    if (random.nextInt(10) < 6) {
      revise();
    } else {
      drift();
    }
  }

  /** Every declaration can work again. */
  void healAll() {
    for (var box : world.all()) {
      if (box.bad()) {
        change(box, "heal", each -> each.bad(false));
      }
    }
  }

  void change(Box box, String what, UnaryOperator<Box> how) {
    world.change(box.name(), how);
    note(box.id(), what);
    commit(what + " of " + box.name());
  }

  void turnNetwork() {
    world.turnNetwork();
    var name = world.networks().getLast();
    note("network/" + name, "turned");
    world.on(name).forEach(box -> note(box.id(), "its network was turned"));
    commit("turn " + name);
  }

  private void revise() {
    var box = anyDeclared();
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> change(box, "env", each -> each.gen(each.gen() + 1));
      case 3, 4, 5 -> change(box, "memory", each -> each.memory(each.memory() == 16 ? 24 : 16));
      case 6 -> change(box, "image", each -> each.image(3 - each.image()));
      case 7 -> {
        var filed = world.box(random.nextBoolean() ? "worker" : "p2");
        change(filed, "file", each -> each.file(each.file() + 1));
      }
      case 8, 9 -> {
        var guest = world.box(random.nextBoolean() ? "x1" : "x2");
        change(guest, "presence", each -> each.present(!each.present()));
      }
      case 10 -> spoil();
      default -> turnNetwork();
    }
  }

  private void spoil() {
    var bad = world.declared().stream().filter(Box::bad).findFirst();
    if (bad.isPresent()) {
      change(bad.get(), "heal", each -> each.bad(false));
    } else {
      var victim = world.box("p" + (1 + random.nextInt(4)));
      change(victim, "bad", each -> each.bad(true).gen(each.gen() + 1));
    }
  }

  private Box anyDeclared() {
    var declared = world.declared();
    return declared.get(random.nextInt(declared.size()));
  }

  private void drift() {
    var box = anyDeclared();
    var kind = Drift.values()[random.nextInt(Drift.values().length)];
    if (box.isJob() || box.bad() || !isDue(box, kind)) {
      revise();
      return;
    }
    drift(box, kind);
  }

  private boolean isDue(Box box, Drift kind) {
    var times = drifts.computeIfAbsent(box.name() + kind.what, _ -> new ArrayList<>());
    times.removeIf(time -> time.isBefore(Instant.now().minus(WINDOW)));
    if (times.size() >= DRIFTS_IN_WINDOW) {
      return false;
    }
    times.add(Instant.now());
    return true;
  }

  /** What people do past Setpoint. */
  enum Drift {
    REMOVE("existence"),
    STOP("state"),
    KILL("state"),
    MEMORY("memory"),
    LEAVE("network"),
    JOIN("network"),
    RENAME("existence"),
    IMPOSTOR("existence");

    /** Drifts of the same word count as one fight. */
    final String what;

    Drift(String what) {
      this.what = what;
    }
  }

  /** Somebody changes a container by hand; when it is not there at the moment, nothing happens. */
  void drift(Box box, Drift kind) {
    note(box.id(), "drift " + kind);
    var container = "/containers/" + box.name();
    switch (kind) {
      case REMOVE -> engine.delete(container + "?force=true");
      case STOP -> engine.post(container + "/stop?t=1");
      case KILL -> engine.post(container + "/kill?signal=KILL");
      case MEMORY -> {
        var limits = EngineSocket.object().put("Memory", 40L << 20).put("MemorySwap", 80L << 20);
        if (engine.post(container + "/update", limits).status() == 404) {
          var memory = EngineSocket.object();
          memory.putObject("memory").put("limit", 40L << 20).put("swap", 80L << 20);
          engine.post("/v4.0.0/libpod" + container + "/update", memory);
        }
      }
      case LEAVE -> connection(box, world.networks().getFirst(), "disconnect");
      case JOIN -> connection(box, world.networks().getFirst(), "connect");
      case RENAME -> engine.post(container + "/rename?name=" + box.name() + "-by-hand");
      case IMPOSTOR -> impostor(box);
    }
  }

  private void connection(Box box, String network, String verb) {
    var body = EngineSocket.object().put("Container", box.name());
    engine.post("/networks/" + network + "/" + verb, body);
  }

  /**
   * Somebody removes a container of ours and puts an own one under its name. Where no record says
   * that one of ours ever stood there, the program rightly leaves the stranger alone for ever.
   */
  private void impostor(Box box) {
    if (!recorded.test(box.id())) {
      return;
    }
    engine.delete("/containers/" + box.name() + "?force=true");
    var body = EngineSocket.object().put("Image", World.IMAGE + "1");
    body.putArray("Env").add("STRANGER=yes");
    var made = engine.post("/containers/create?name=" + box.name(), body);
    if (made.status() == 201) {
      var id = made.json().path("Id").asText();
      strangers.add(new Stranger(box.name(), id, Instant.now()));
      engine.post("/containers/" + id + "/start");
    }
  }
}
