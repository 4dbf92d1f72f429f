package dev.setpoint.manifest.reader;

import com.sun.management.OperatingSystemMXBean;
import dev.setpoint.fixture.InMemoryTree;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Measures the reading of 10,000 manifests, cold in this process and after a commit that changes
 * one file. Prints; asserts nothing, since times belong to a machine. Run it alone: {@code mvn test
 * -Dtest=ReaderBenchmark -DexcludedGroups=none}.
 */
@Tag("bench")
class ReaderBenchmark {
  private static final int MANIFESTS = 10_000;
  private static final int NODES = 500;
  private static final int ROUNDS = 15;
  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  /**
   * Wall time, and the time of all processors of this process, which a busy machine does not
   * distort.
   */
  private record Times(double wallMs, double cpuMs) {}

  @Test
  void measure() {
    InMemoryTree tree = repository();
    var reader = new ManifestReader();

    print("cold in a new process, first read", time(() -> read(reader, tree)));
    for (int i = 0; i < ROUNDS; i++) {
      InMemoryTree changed =
          tree.with("apps/app-7.yaml", container(7, "memory: " + (64 + i) + "Mi"));
      print("one file changed", time(() -> read(reader, changed)));
    }
    for (int i = 0; i < 5; i++) {
      print("all files, warm code, empty cache", time(() -> read(new ManifestReader(), tree)));
    }
  }

  private static void read(ManifestReader reader, InMemoryTree tree) {
    if (reader.read(tree) instanceof ReadResult.Invalid invalid) {
      throw new AssertionError(invalid.toString());
    }
  }

  private static InMemoryTree repository() {
    var files = new TreeMap<String, String>();
    for (int i = 0; i < NODES; i++) {
      files.put(
          "nodes/node-" + i + ".yaml",
          """
          apiVersion: setpoint.dev/v1
          kind: Node
          metadata: {name: node-%d, labels: {rack: r%d}}
          """
              .formatted(i, i % 10));
    }
    files.put("files/index.html", "<p>hello</p>");
    for (int i = NODES; i < MANIFESTS; i++) {
      files.put("apps/app-" + i + ".yaml", container(i, "memory: 64Mi"));
    }
    return InMemoryTree.of(files);
  }

  private static String container(int i, String line) {
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
      %s
      restart: unless-stopped
      health: {command: [wget, -qO-, "http://127.0.0.1/"], interval: 2s, timeout: 1s}
    """
        .formatted(i, i, i % NODES, i, 1_024 + i / NODES, line);
  }

  private static Times time(Runnable work) {
    long startCpu = PROCESS.getProcessCpuTime();
    long start = System.nanoTime();
    work.run();
    return new Times(
        (System.nanoTime() - start) / 1e6, (PROCESS.getProcessCpuTime() - startCpu) / 1e6);
  }

  private static void print(String what, Times times) {
    System.out.println(
        String.format(
            Locale.ROOT, "%-36s %8.1f ms wall %8.1f ms cpu", what, times.wallMs(), times.cpuMs()));
  }
}
