package dev.setpoint.bench.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Drives one run: starts the controller, holds the agents, commits, kills, and notes times. */
public final class FleetBench {
  /** A thousand nodes may take so long. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Duration STEP = Duration.ofMillis(2);

  /** Between two looks at all agents, which cost processor time. */
  private static final Duration LOOK = Duration.ofMillis(200);

  private static final Duration PROGRESS = Duration.ofSeconds(5);

  /** As {@code ./setpoint controller}. */
  private static final String CONTROLLER =
      "-XX:+UseSerialGC -Xmx1g -Xss512k -XX:TrimNativeHeapInterval=5000";

  private static final int LONELY = 100;

  private final Path place;
  private final int nodes;
  private final int containers;
  private final int driftMinutes;
  private final int commits;
  private final int everywhere;
  private final Duration idle;
  private final List<String> javaOptions;
  private final List<String> rows = new ArrayList<>();
  private final FleetRepository repository;
  private int memory = 64;
  private long lastProgress = System.nanoTime();

  private FleetBench(Path place, Map<String, String> options) {
    this.place = place;
    this.nodes = Integer.parseInt(options.getOrDefault("nodes", "10000"));
    this.containers = Integer.parseInt(options.getOrDefault("containers", "50"));
    this.driftMinutes = Integer.parseInt(options.getOrDefault("drift-minutes", "10"));
    this.commits = Integer.parseInt(options.getOrDefault("commits", "100"));
    this.everywhere = Integer.parseInt(options.getOrDefault("everywhere", "3"));
    this.idle = Duration.ofSeconds(Integer.parseInt(options.getOrDefault("idle", "60")));
    this.javaOptions = List.of(options.getOrDefault("java", CONTROLLER).split(" "));
    this.repository = new FleetRepository(place);
  }

  /** Runs: scratch folder, file of the results, and options as {@code --nodes 100}. */
  public static void main(String[] args) throws IOException {
    var logger = java.util.logging.Logger.getLogger("dev.setpoint");
    logger.setLevel(java.util.logging.Level.SEVERE);
    var options = new HashMap<String, String>();
    for (int i = 2; i + 1 < args.length; i += 2) {
      options.put(args[i].replaceFirst("^--", ""), args[i + 1]);
    }
    var bench = new FleetBench(Path.of(args[0]), options);
    bench.run();
    Files.write(Path.of(args[1]), bench.rows);
    System.exit(logger.getLevel() == null ? 1 : 0);
  }

  private void run() {
    var identities = timed("identities", () -> FleetIdentities.make(place.resolve("data"), nodes));
    repository.fill(nodes, containers);
    var controller = ControllerProcess.start(javaOptions, place, repository.address(), 0);
    try {
      controller.poll();
      row("controller before anybody connects", controller.memory(), "");
      var fleet = new LightFleet(identities, controller.port());
      connect(fleet, controller);
      idle(fleet, controller);
      everyNode(fleet, controller);
      oneNode(fleet, controller);
      drift(fleet, controller);
      row("resident memory of the controller", controller.memory(), "under 2048 MiB");
      controller = restart(fleet, controller);
      row("resident memory after the restart", controller.memory(), "under 2048 MiB");
    } finally {
      controller.kill();
    }
  }

  private void connect(LightFleet fleet, ControllerProcess controller) {
    var watch = Stopwatch.start(controller);
    fleet.start();
    all("connect", () -> connected(fleet, watch));
    row("all connected, from the first dial on", watch.toString(), "");
    all("first orders", () -> fleet.count(each -> !each.revision().isEmpty()) == nodes);
    row("all work from their first order", watch.toString(), "");
    awaitReady(controller);
    var status = controller.status();
    row("the controller sees all ready", watch.toString(), "");
    row("connections turned away meanwhile", String.valueOf(status.turnedAway()), "");
    row("resident memory of the controller, all connected", controller.memory(), "under 2048 MiB");
  }

  /** Whether all are; says how far it is every few seconds. */
  private boolean connected(LightFleet fleet, Stopwatch watch) {
    int now = fleet.connected();
    if (System.nanoTime() - lastProgress > PROGRESS.toNanos()) {
      lastProgress = System.nanoTime();
      System.err.printf("%d connected after %s; %d dials%n", now, watch, fleet.dials());
    }
    return now == nodes;
  }

  private void awaitReady(ControllerProcess controller) {
    all("ready", () -> controller.status().ready() == nodes);
  }

  private void idle(LightFleet fleet, ControllerProcess controller) {
    long sent = fleet.traffic().sent.get();
    long received = fleet.traffic().received.get();
    long cpu = controller.cpuMillis();
    LockSupport.parkNanos(idle.toNanos());
    row(
        "TCP payload of an idle node, sweeps of 30 s reported",
        "%d bytes/min to the controller, %d bytes/min from it"
            .formatted(
                (fleet.traffic().sent.get() - sent) * 60 / idle.toSeconds() / nodes,
                (fleet.traffic().received.get() - received) * 60 / idle.toSeconds() / nodes),
        "");
    row(
        "processor time of the controller when idle",
        String.format(
            Locale.ROOT,
            "%.1f %% of a core",
            100.0 * (controller.cpuMillis() - cpu) / idle.toMillis()),
        "");
  }

  private void everyNode(LightFleet fleet, ControllerProcess controller) {
    for (int round = 0; round < everywhere; round++) {
      var before = fleet.agent(0).revision();
      repository.everywhere(0, ++memory);
      repository.push("Everywhere " + round);
      long traffic = fleet.traffic().both();
      var watch = Stopwatch.start(controller);
      controller.poll();
      var polled = watch.time();
      all("orders", () -> fleet.count(each -> each.revision().equals(before)) == 0);
      row(
          "a commit that touches every node, until all agents work from it",
          watch + ", revision taken after " + polled,
          "under 60 s");
      awaitReady(controller);
      row("the same until the controller sees all ready again", watch.toString(), "");
      row("TCP payload of that", (fleet.traffic().both() - traffic) / nodes + " bytes/node", "");
    }
  }

  private void oneNode(LightFleet fleet, ControllerProcess controller) {
    var times = new Millis();
    var random = ThreadLocalRandom.current();
    for (int round = 0; round < commits; round++) {
      int number = random.nextInt(Math.min(nodes, LONELY)) * Math.max(1, nodes / LONELY);
      var agent = fleet.agent(number);
      var before = agent.revision();
      repository.alone(number, ++memory);
      repository.push("One node " + round);
      long start = System.nanoTime();
      controller.poll();
      await("one order", STEP, () -> !agent.revision().equals(before));
      times.add((System.nanoTime() - start) / 1e6);
    }
    row(
        "a commit that touches one node, from `git push` and a poll until its agent works from it",
        times.toString(),
        "p99 under 1000 ms");
  }

  private void drift(LightFleet fleet, ControllerProcess controller) {
    int each = Math.max(1, nodes / 100);
    var random = ThreadLocalRandom.current();
    long pause = Duration.ofMinutes(1).toNanos() / each;
    long cpu = controller.cpuMillis();
    int before = fleet.lag().count();
    var during = fleet.lag();
    long next = System.nanoTime();
    for (int i = 0; i < each * driftMinutes; i++) {
      fleet.agent(random.nextInt(nodes)).drift();
      next += pause;
      LockSupport.parkNanos(Math.max(0, next - System.nanoTime()));
    }
    if (driftMinutes > 0) {
      awaitReady(controller);
      row(
          "%d nodes drift each minute for %d minutes: journal entry until it is in the trail"
              .formatted(each, driftMinutes),
          during.since(before).toString(),
          "");
      row(
          "processor time of the controller meanwhile",
          String.format(
              Locale.ROOT,
              "%.1f %% of a core",
              (controller.cpuMillis() - cpu) / 600.0 / driftMinutes),
          "");
    }
  }

  private ControllerProcess restart(LightFleet fleet, ControllerProcess killed) {
    long start = System.nanoTime();
    long ours = Stopwatch.agentsCpuMillis();
    killed.kill();
    var again = ControllerProcess.start(javaOptions, place, repository.address(), killed.port());
    var watch = Stopwatch.of(again, start, ours);
    var open = watch.time();
    all("reconnect", () -> connected(fleet, watch));
    row(
        "controller killed and started again, until all are back",
        watch + ", port open after " + open,
        "under 60 s");
    awaitReady(again);
    row("the same until the controller sees all ready", watch.toString(), "");
    row("connections turned away meanwhile", String.valueOf(again.status().turnedAway()), "");
    return again;
  }

  /** Waits for something that is true of all agents. */
  private void all(String what, BooleanSupplier done) {
    await(what, LOOK, done);
  }

  private void await(String what, Duration step, BooleanSupplier done) {
    var patience = PATIENCE.multipliedBy(1 + nodes / 1_000);
    long start = System.nanoTime();
    while (!done.getAsBoolean()) {
      if (System.nanoTime() - start > patience.toNanos()) {
        throw new IllegalStateException(what + " took longer than " + patience);
      }
      LockSupport.parkNanos(step.toNanos());
    }
  }

  private <T> T timed(String what, java.util.function.Supplier<T> work) {
    long start = System.nanoTime();
    var made = work.get();
    System.out.printf("%s: %.1f s%n", what, (System.nanoTime() - start) / 1e9);
    return made;
  }

  /** What something took: time, and processor time of both processes. */
  private record Stopwatch(ControllerProcess controller, long nanos, long its, long ours) {
    static Stopwatch start(ControllerProcess controller) {
      return new Stopwatch(
          controller, System.nanoTime(), controller.cpuMillis(), agentsCpuMillis());
    }

    /** A controller that has only just begun. */
    static Stopwatch of(ControllerProcess fresh, long nanos, long ours) {
      return new Stopwatch(fresh, nanos, 0, ours);
    }

    static long agentsCpuMillis() {
      return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
    }

    String time() {
      return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - nanos) / 1e9);
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%s (processor: controller %.1f s, agents %.1f s)",
          time(),
          (controller.cpuMillis() - its) / 1e3,
          (agentsCpuMillis() - ours) / 1e3);
    }
  }

  private void row(String measured, String value, String goal) {
    var row = "| %d | %s | %s | %s |".formatted(nodes, measured, value, goal);
    rows.add(row);
    System.out.println(row);
  }
}
