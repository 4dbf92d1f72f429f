package dev.setpoint;

import dev.setpoint.agent.order.OrderInForce;
import dev.setpoint.agent.order.OrderReader;
import dev.setpoint.fixture.InMemoryTree;
import dev.setpoint.fleet.Orders;
import dev.setpoint.manifest.ManifestSet;
import dev.setpoint.manifest.reader.ManifestReader;
import dev.setpoint.manifest.reader.ReadResult;
import dev.setpoint.reconcile.field.Hider;
import dev.setpoint.target.Identity;
import dev.setpoint.target.Target;
import dev.setpoint.target.docker.DockerTarget;
import dev.setpoint.target.docker.TargetSettings;
import dev.setpoint.target.docker.fields.Profile;
import dev.setpoint.target.docker.simulated.SimulatedEngine;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Prints how long a commit of one file takes in a repository of 10,000 manifests, step by step,
 * from the files to the changed resources of the node, in processor time of the one thread that
 * does it (the cold reading has helpers): {@code -Dmanifests=N -Drounds=N}. A program to run by
 * hand; it asserts nothing.
 */
final class CommitPathMeasure {
  private static final int MANIFESTS = Integer.getInteger("manifests", 10_000);
  private static final int ROUNDS = Integer.getInteger("rounds", 30);

  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private final ManifestReader reader = new ManifestReader();
  private final OrderReader orderReader;
  private final Map<String, long[]> nanos = new LinkedHashMap<>();
  private Orders orders = Orders.none();
  private @Nullable OrderInForce inForce;

  private CommitPathMeasure() {
    var settings =
        TargetSettings.standard(new Identity("docker", "owner", "local"), Profile.DOCKER);
    var hider = new Hider(new byte[32]);
    var engine = SimulatedEngine.create(InstantSource.system());
    var targets = new LinkedHashMap<String, Target>();
    targets.put("docker", new DockerTarget(engine, settings, hider, InstantSource.system()));
    this.orderReader = new OrderReader(_ -> targets, _ -> Optional.empty(), hider);
  }

  static void main() {
    var measure = new CommitPathMeasure();
    var tree = InMemoryTree.of(files());
    measure.round(0, tree);
    System.out.println("cold, in ms");
    measure.print(1);
    measure.nanos.clear();
    for (int i = 0; i < ROUNDS; i++) {
      tree = tree.with(path(MANIFESTS / 2), manifest(MANIFESTS / 2, 100 + i));
      measure.round(i, tree);
    }
    System.out.println("commit of one file, median in ms");
    measure.print(ROUNDS);
  }

  private void round(int at, InMemoryTree tree) {
    var set = timed("read", at, () -> read(tree));
    orders = timed("place", at, () -> orders.next(set));
    var order = timed("order", at, () -> orders.order("local", at + 1, List.of()));
    var before = inForce;
    var now = timed("describe", at, () -> orderReader.read(order, before));
    int changed = timed("compare", at, () -> before == null ? 0 : now.changedSince(before).size());
    if (at > 0 && changed != 1) {
      throw new IllegalStateException(changed + " changed");
    }
    inForce = now;
  }

  private ManifestSet read(InMemoryTree tree) {
    if (reader.read(tree) instanceof ReadResult.Valid(var set)) {
      return set;
    }
    throw new IllegalStateException(reader.read(tree).toString());
  }

  private <T> T timed(String step, int at, Supplier<T> work) {
    long start = CPU.getCurrentThreadCpuTime();
    T result = work.get();
    nanos.computeIfAbsent(step, _ -> new long[ROUNDS])[at] = CPU.getCurrentThreadCpuTime() - start;
    return result;
  }

  private void print(int rounds) {
    double sum = 0;
    for (var entry : nanos.entrySet()) {
      double median =
          Arrays.stream(entry.getValue(), 0, rounds).sorted().toArray()[rounds / 2] / 1e6;
      sum += median;
      System.out.printf(Locale.ROOT, "  %-10s %8.2f%n", entry.getKey(), median);
    }
    System.out.printf(Locale.ROOT, "  %-10s %8.2f%n", "all", sum);
  }

  private static String path(int number) {
    return "app%d/web%d.yaml".formatted(number / 100, number);
  }

  private static Map<String, String> files() {
    var files = new TreeMap<String, String>();
    for (int i = 0; i < MANIFESTS; i++) {
      files.put(path(i), manifest(i, 64));
    }
    return files;
  }

  private static String manifest(int number, int memory) {
    return """
    apiVersion: setpoint.dev/v1
    kind: Container
    metadata: {name: web%d, labels: {app: shop}}
    spec:
      nodes: {names: [local]}
      image: registry.example/shop/web:1.4
      command: [httpd, -f, -p, "80"]
      env: {GREETING: hello, NUMBER: "%d"}
      ports: ["%d:80"]
      memory: %dMi
      restart: unless-stopped
    """
        .formatted(number, number, 20_000 + number, memory);
  }
}
