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
import java.util.List;
import java.util.SplittableRandom;

/**
 * How long 10,000 manifests take to read in a fresh process, and a commit of one file among them:
 * poll, read, accept, place on 500 nodes. Each process has the flags of {@code ./setpoint up}.
 */
final class ReadBenchmark {
  private static final int MANIFESTS = 10_000;
  private static final int NODES = 500;
  private static final int COMMITS = 21;
  private static final int PROCESSES = 3;

  private final Place place;
  private final Results results;

  ReadBenchmark(Place place, Results results) {
    this.place = place;
    this.results = results;
  }

  void run() throws IOException, InterruptedException {
    var fetch = new Times();
    var cold = new Times();
    var commit = new Times();
    for (int process = 0; process < PROCESSES; process++) {
      for (String line : fresh(process)) {
        String[] words = line.split(" ", 2);
        switch (words[0]) {
          case "fetch" -> fetch.add(Double.parseDouble(words[1]));
          case "cold" -> cold.add(Double.parseDouble(words[1]));
          case "commit" -> commit.add(Double.parseDouble(words[1]));
          default -> System.err.println(line);
        }
      }
    }
    results.add(
        "reading 10,000 manifests in a fresh process, 500 nodes",
        cold.text(),
        "fetching them before: " + fetch.text(),
        Results.times(cold.median() / 1000) + " the goal",
        "under 1000 ms");
    results.add(
        "a commit of one file among them: poll, read, accept, orders",
        commit.text(),
        "worst of " + PROCESSES * COMMITS + ": " + Results.millis(commit.at(1)),
        Results.times(commit.median() / 50) + " the goal",
        "under 50 ms");
  }

  private List<String> fresh(int number) throws IOException, InterruptedException {
    String name = "read-" + number;
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx96m", "-Xss512k"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ReadBenchmark.class.getName(), place.home().toString()));
    command.add(place.folder(name).toString());
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("the reading process failed: " + text);
    }
    return text.lines().toList();
  }

  /** One fresh process; prints a line for each time. */
  public static void main(String[] args) throws InterruptedException {
    var place = new Place(Path.of(args[0]), Path.of(args[1]));
    var repository = new FollowedRepository(place, "repository");
    for (int node = 0; node < NODES; node++) {
      repository.write("nodes/node-" + node + ".yaml", node(node));
    }
    repository.write("files/index.html", "<p>hello</p>\n");
    for (int at = NODES; at < MANIFESTS; at++) {
      repository.write("apps/app-" + at + ".yaml", container(at, 64));
    }
    repository.commit("Ten thousand manifests");
    repository.push();
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
      order(set);
      for (int commit = 0; commit < COMMITS; commit++) {
        repository.write("apps/app-777.yaml", container(777, 65 + commit)).commit("Memory");
        repository.push();
        start = System.nanoTime();
        order(read(poll()));
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
