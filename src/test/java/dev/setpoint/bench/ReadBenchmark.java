package dev.setpoint.bench;

import dev.setpoint.fleet.Orders;
import dev.setpoint.manifest.ManifestSet;
import dev.setpoint.manifest.RepositoryTree;
import dev.setpoint.manifest.reader.ManifestReader;
import dev.setpoint.manifest.reader.ReadResult;
import dev.setpoint.source.GitSource;
import dev.setpoint.source.SourceResult;
import dev.setpoint.source.SourceSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How long 10,000 manifests take to read in a fresh process, and a commit of one file among them:
 * poll, read, accept, place on 500 nodes. Each process has the flags and the start-up cache of
 * {@code ./setpoint up}; the start of Java is not in the figures, the first use of code is.
 */
final class ReadBenchmark {
  private static final int MANIFESTS = 10_000;
  private static final int NODES = 500;
  private static final int COMMITS = 21;
  private static final int PROCESSES = 5;
  private static final String REPOSITORY = "repository";

  private final Place place;
  private final Results results;

  ReadBenchmark(Place place, Results results) {
    this.place = place;
    this.results = results;
  }

  void run() throws IOException, InterruptedException {
    Map<String, Times> times = new HashMap<>();
    for (int process = 0; process < PROCESSES; process++) {
      for (String line : fresh(process)) {
        String[] words = line.split(" ", 2);
        of(times, words[0]).add(Double.parseDouble(words[1]));
      }
    }
    Times cold = of(times, "cold");
    Times commit = of(times, "commit");
    results.add(
        "reading 10,000 manifests in a fresh process, 500 nodes",
        cold.text(),
        "fetching them before: %s; placing them after: %s"
            .formatted(of(times, "fetch").text(), of(times, "place").text()),
        Results.times(cold.median() / 1000) + " the goal",
        "under 1000 ms");
    results.add(
        "a commit of one file among them: poll, read, accept, orders",
        commit.text(),
        "of which poll %s, read %s, accept and orders %s"
            .formatted(
                of(times, "poll").text(), of(times, "read").text(), of(times, "orders").text()),
        Results.times(commit.median() / 50) + " the goal",
        "under 50 ms");
  }

  private static Times of(Map<String, Times> times, String name) {
    return times.computeIfAbsent(name, _ -> new Times());
  }

  private List<String> fresh(int number) throws IOException, InterruptedException {
    var own = new Place(place.home(), place.folder("read-" + number));
    fill(new FollowedRepository(own, REPOSITORY));
    Path app = place.home().resolve("target/quarkus-app");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx96m", "-Xss512k"));
    command.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "-XX:AOTCache=" + app + "/up.aot"));
    // The cache fits a class path that begins with that of the program.
    command.add("-cp");
    command.add(app + "/quarkus-run.jar:" + System.getProperty("java.class.path"));
    command.add(ReadBenchmark.class.getName());
    command.addAll(List.of(own.home().toString(), own.scratch().toString()));
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("the reading process failed: " + text);
    }
    return text.lines().toList();
  }

  private static void fill(FollowedRepository repository) {
    for (int node = 0; node < NODES; node++) {
      repository.write("nodes/node-" + node + ".yaml", node(node));
    }
    repository.write("files/index.html", "<p>hello</p>\n");
    for (int at = NODES; at < MANIFESTS; at++) {
      repository.write("apps/app-" + at + ".yaml", container(at, 64));
    }
    repository.commit("Ten thousand manifests");
    repository.push();
  }

  /** One fresh process; prints a line for each time. */
  public static void main(String[] args) throws InterruptedException {
    var place = new Place(Path.of(args[0]), Path.of(args[1]));
    var repository = new FollowedRepository(place, REPOSITORY);
    var settings = SourceSettings.ofOperator(repository.address());
    var store = place.folder("store").resolve("git");
    var random = new SplittableRandom();
    try (var source = new GitSource(settings, store, InstantSource.system(), random)) {
      new Follower(source, repository).follow();
    }
  }

  /** Does what the controller does with a revision. */
  private static final class Follower {
    private final GitSource source;
    private final FollowedRepository repository;
    private final ManifestReader reader = new ManifestReader();
    private Orders orders = Orders.none();

    Follower(GitSource source, FollowedRepository repository) {
      this.source = source;
      this.repository = repository;
    }

    void follow() throws InterruptedException {
      long start = System.nanoTime();
      var tree = poll();
      print("fetch", start);
      start = System.nanoTime();
      var set = read(tree);
      print("cold", start);
      start = System.nanoTime();
      order(set);
      print("place", start);
      for (int commit = 0; commit < COMMITS; commit++) {
        repository.write("apps/app-777.yaml", container(777, 65 + commit)).commit("Memory");
        repository.push();
        start = System.nanoTime();
        tree = poll();
        print("poll", start);
        long read = System.nanoTime();
        set = read(tree);
        print("read", read);
        long order = System.nanoTime();
        order(set);
        print("orders", order);
        print("commit", start);
      }
    }

    private RepositoryTree poll() throws InterruptedException {
      var result = source.poll();
      if (result instanceof SourceResult.Advanced(var tree)) {
        return tree;
      }
      throw new IllegalStateException("no new revision but " + result);
    }

    private ManifestSet read(RepositoryTree tree) {
      return switch (reader.read(tree)) {
        case ReadResult.Valid(var set) -> set;
        case ReadResult.Invalid invalid -> throw new IllegalStateException(invalid.toString());
      };
    }

    private void order(ManifestSet set) {
      source.accept(set.revision());
      orders = orders.next(set);
      for (String node : orders.nodes()) {
        if (!orders.order(node, 1, List.of()).node().equals(node)) {
          throw new IllegalStateException("an order for another node");
        }
      }
    }

    private static void print(String what, long start) {
      System.out.println(what + " " + (System.nanoTime() - start) / 1e6);
    }
  }

  private static String node(int number) {
    return """
    apiVersion: setpoint.dev/v1
    kind: Node
    metadata: {name: node-%d, labels: {rack: r%d}}
    """
        .formatted(number, number % 10);
  }

  private static String container(int number, int memory) {
    return """
    apiVersion: setpoint.dev/v1
    kind: Container
    metadata:
      name: app-%d
      labels: {app: app-%d, tier: front}
    spec:
      nodes: {names: [node-%d]}
      image: registry.example/shop/app:%d
      command: [httpd, -f, -p, "80", -h, /www]
      env:
        GREETING: hello
        DB_PASSWORD: {secret: shop/db-password}
      ports: ["%d:80"]
      files:
        - {path: /www/index.html, from: files/index.html, mode: "0644", onChange: none}
      memory: %dMi
      restart: unless-stopped
      health: {command: [wget, -qO-, "http://127.0.0.1/"], interval: 2s, timeout: 1s}
    """
        .formatted(number, number, number % NODES, number, 1_024 + number / NODES, memory);
  }
}
