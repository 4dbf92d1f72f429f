package dev.setpoint.manifest.reader;

import dev.setpoint.fixture.InMemoryTree;
import dev.setpoint.manifest.ManifestSet;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Measures manifests that differ on each of 10,000 nodes: time of the first reading, of one after a
 * change, and memory held. Prints; asserts nothing, since times belong to a machine. Run it alone:
 * {@code mvn test -Dtest=SubstitutionBenchmark -DexcludedGroups=none}.
 */
@Tag("bench")
class SubstitutionBenchmark {
  private static final int NODES = 10_000;
  private static final int MANIFESTS = 20;

  @Test
  void measure() {
    long nothing = heldBytes();
    var plain = new ManifestReader();
    read("20 manifests for all nodes, first", plain, repository("", "w:${x}"));
    long withNodes = heldBytes();
    print("held: nodes and shared manifests", withNodes - nothing, NODES);

    var reader = new ManifestReader();
    var tree = repository("substitute: true", "${node.name}");
    ManifestSet set = read("20 manifests, one of each per node", reader, tree);
    print("held: one of each per node", heldBytes() - withNodes, NODES * MANIFESTS);
    var text = set.perNode().values().iterator().next().get("node-77");
    System.out.println(text == null ? "" : text.document().length() + " characters each");
    read("the same again", reader, tree.with("notes.txt", "x"));
    read(
        "one of them changed",
        reader,
        tree.with("app-3.yaml", app(3, "substitute: true", "a${node.name}")));
    System.out.println(plain.hashCode() + set.perNode().size());
  }

  private static ManifestSet read(String what, ManifestReader reader, InMemoryTree tree) {
    long begin = System.nanoTime();
    ReadResult result = reader.read(tree);
    System.out.println(
        String.format(Locale.ROOT, "%-40s %8.0f ms", what, (System.nanoTime() - begin) / 1e6));
    return switch (result) {
      case ReadResult.Valid(var set) -> set;
      case ReadResult.Invalid invalid -> throw new AssertionError(invalid.toString());
    };
  }

  private static InMemoryTree repository(String ask, String host) {
    var files = new TreeMap<String, String>();
    for (int i = 0; i < NODES; i += 500) {
      files.put(
          "nodes-" + i + ".yaml",
          IntStream.range(i, i + 500)
              .mapToObj(n ->
                  """
                  apiVersion: setpoint.dev/v1
                  kind: Node
                  metadata: {name: node-%d, labels: {rack: r%d}}
                  """
                      .formatted(n, n % 10))
              .collect(Collectors.joining("---\n")));
    }
    for (int i = 0; i < MANIFESTS; i++) {
      files.put("app-" + i + ".yaml", app(i, ask, host));
    }
    return InMemoryTree.of(files);
  }

  private static String app(int i, String ask, String value) {
    return """
    apiVersion: setpoint.dev/v1
    kind: Container
    metadata: {name: app-%d, labels: {app: app-%d, tier: front}}
    spec:
      nodes: {all: true}
      %s
      image: registry.example/shop/app:%d
      command: [httpd, -f, -p, "80", -h, /www]
      env: {GREETING: hello, HOST: "%s", DB_PASSWORD: {secret: shop/db-password}}
      ports: ["%d:80"]
      memory: 64Mi
      restart: unless-stopped
      health: {command: [wget, -qO-, "http://127.0.0.1/"], interval: 2s, timeout: 1s}
    """
        .formatted(i, i, ask.isEmpty() ? "# plain" : ask, i, value, 8_000 + i);
  }

  private static long heldBytes() {
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static void print(String what, long bytes, int parts) {
    System.out.println(
        String.format(
            Locale.ROOT, "%-40s %8.1f MiB, %d bytes each", what, bytes / 1048576.0, bytes / parts));
  }
}
