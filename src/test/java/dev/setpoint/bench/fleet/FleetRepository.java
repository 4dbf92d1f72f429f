package dev.setpoint.bench.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A bare repository with a manifest per node and containers that stand on all of them. */
final class FleetRepository {
  private final Path bare;
  private final Path clone;

  FleetRepository(Path directory) {
    this.bare = directory.resolve("followed.git");
    this.clone = directory.resolve("clone");
    git("init", "-q", "--bare", "-b", "main", bare.toString());
    git("clone", "-q", bare.toString(), clone.toString());
  }

  Path address() {
    return bare;
  }

  /** The first revision. */
  void fill(int nodes, int containers) {
    for (int number = 0; number < nodes; number++) {
      var name = FleetIdentities.node(number);
      write(
          "nodes/%s/%s.yaml".formatted(name.substring(0, 4), name),
          """
          apiVersion: setpoint.dev/v1
          kind: Node
          metadata: {name: %s, labels: {role: edge}}
          """
              .formatted(name));
    }
    for (int number = 0; number < containers; number++) {
      everywhere(number, 64);
    }
    push("All of it");
  }

  /** A container on all nodes. */
  void everywhere(int number, int memory) {
    container("c%02d".formatted(number), "{labels: {role: edge}}", memory);
  }

  /** A container on one node. */
  void alone(int node, int memory) {
    var name = FleetIdentities.node(node);
    container("only-" + name, "{names: [%s]}".formatted(name), memory);
  }

  private void container(String name, String nodes, int memory) {
    write(
        "containers/%s.yaml".formatted(name),
        """
        apiVersion: setpoint.dev/v1
        kind: Container
        metadata: {name: %s}
        spec:
          nodes: %s
          image: shop/app:1
          memory: %dMi
          env: {ROLE: web, LOG_LEVEL: info, REGION: eu}
          restart: unless-stopped
        """
            .formatted(name, nodes, memory));
  }

  private void write(String path, String text) {
    try {
      var file = clone.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Commits and pushes what was written. */
  void push(String message) {
    git("-C", clone.toString(), "add", "-A");
    git("-C", clone.toString(), "commit", "-q", "-m", message);
    git("-C", clone.toString(), "push", "-q", "origin", "HEAD:main");
  }

  private static void git(String... arguments) {
    var command = new ArrayList<>(List.of("git", "-c", "gc.auto=0"));
    command.addAll(List.of("-c", "user.name=Bench", "-c", "user.email=bench@example.org"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).inheritIO();
    builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    builder.environment().put("GIT_CONFIG_SYSTEM", "/dev/null");
    try {
      int code = builder.start().waitFor();
      if (code != 0) {
        throw new IllegalStateException(command + " ended with " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
