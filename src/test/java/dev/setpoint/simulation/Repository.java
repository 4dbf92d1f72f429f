package dev.setpoint.simulation;

import dev.setpoint.fixture.CommittedTree;
import dev.setpoint.fixture.InMemoryTree;
import dev.setpoint.manifest.RepositoryTree;
import dev.setpoint.manifest.Revision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** What people commit: good changes, and now and then a bad one that the next commit mends. */
final class Repository {
  private static final String HEAD =
      """
      apiVersion: setpoint.dev/v1
      kind: Policy
      metadata: {name: fleet}
      spec: {rollout: {canary: {from: 5, within: 2m}, nodesAtOnce: %d}}
      ---
      apiVersion: setpoint.dev/v1
      kind: Network
      metadata: {name: back}
      spec: {nodes: {all: true}}
      ---
      apiVersion: setpoint.dev/v1
      kind: Volume
      metadata: {name: data}
      spec: {nodes: {all: true}}
      """
          .formatted(FleetWorld.AT_ONCE);

  private final List<String> nodes;
  private final RandomGenerator random;
  private final TreeMap<String, Declared> containers = new TreeMap<>();
  private final Map<String, Revisions> revisions = new HashMap<>();
  private int count;

  Repository(List<String> nodes, RandomGenerator random) {
    this.nodes = nodes;
    this.random = random;
    containers.put("db", new Declared("", 1, 64, true));
    containers.put("web", new Declared("", 1, 64, true));
    containers.put("side", new Declared("a", 1, 32, true));
    for (int i = 0; i < nodes.size(); i += 3) {
      containers.put("only-" + nodes.get(i), new Declared(nodes.get(i), 1, 32, true));
    }
  }

  /**
   * One declared container.
   *
   * @param where empty for everywhere, a role, or a node
   * @param well whether its health check is passed
   */
  record Declared(String where, int value, int memory, boolean well) {
    boolean isOn(String node) {
      return where.isEmpty() || where.equals(node) || where.equals(role(node));
    }

    private String selector() {
      return where.isEmpty()
          ? "all: true"
          : where.length() == 1 ? "labels: {role: " + where + "}" : "names: [" + where + "]";
    }
  }

  /** What is known of a revision: its place in history, whether it may go out, what it says. */
  record Revisions(int number, boolean allowed, Map<String, Declared> declared) {
    Revisions {
      declared = Map.copyOf(declared);
    }

    boolean declares(String container, String node) {
      var found = declared.get(container);
      return found != null && found.isOn(node);
    }
  }

  private static String role(String node) {
    return node.charAt(node.length() - 1) % 2 == 0 ? "a" : "b";
  }

  Revisions known(String revision) {
    return revisions.getOrDefault(revision, new Revisions(0, false, Map.of()));
  }

  /** What the newest good commit declares on a node. */
  Map<String, Declared> on(String node) {
    var here = new TreeMap<>(containers);
    here.values().removeIf(each -> !each.isOn(node));
    return here;
  }

  /** One more commit. */
  RepositoryTree commit(Instant at) {
    mend();
    int dice = random.nextInt(100);
    if (dice < 8) {
      return tree(at, HEAD + "---\nkind: Nonsense\n", false);
    }
    if (dice < 16) {
      return tree(at, yaml(Map.of("db", new Declared("", 1, 64, true))), false);
    }
    if (dice < 26) {
      change("web", true, false);
    } else if (dice < 45) {
      toggle();
    } else {
      change(
          new ArrayList<>(containers.keySet()).get(random.nextInt(containers.size())),
          random.nextBoolean(),
          true);
    }
    return tree(at, yaml(containers), true);
  }

  /** The last commit: everything is well. */
  RepositoryTree mended(Instant at) {
    mend();
    change("web", true, true);
    return tree(at, yaml(containers), true);
  }

  private void mend() {
    containers.replaceAll(
        (_, each) -> new Declared(each.where(), each.value(), each.memory(), true));
  }

  private void change(String name, boolean value, boolean well) {
    containers.computeIfPresent(
        name,
        (_, each) ->
            new Declared(
                each.where(),
                each.value() + (value ? 1 : 0),
                value ? each.memory() : 32 + 8 * random.nextInt(1, 8),
                well));
  }

  private void toggle() {
    var node = nodes.get(random.nextInt(nodes.size()));
    if (containers.remove("only-" + node) == null) {
      containers.put("only-" + node, new Declared(node, 1, 32, true));
    }
  }

  private RepositoryTree tree(Instant at, String text, boolean allowed) {
    count++;
    var id = "%040x".formatted(count);
    revisions.put(id, new Revisions(count, allowed, allowed ? containers : Map.of()));
    var revision = new Revision(id, "Ann <ann@example.org>", "Change " + count, at);
    return new CommittedTree(InMemoryTree.of(Map.of("all.yaml", text)), revision);
  }

  private String yaml(Map<String, Declared> declared) {
    var text = new StringBuilder(HEAD);
    nodes.forEach(node ->
        text.append(
            """
            ---
            apiVersion: setpoint.dev/v1
            kind: Node
            metadata: {name: %s, labels: {role: %s}}
            """
                .formatted(node, role(node))));
    declared.forEach((name, each) -> text.append(container(name, each)));
    return text.toString();
  }

  private static String container(String name, Declared each) {
    return """
    ---
    apiVersion: setpoint.dev/v1
    kind: Container
    metadata: {name: %s}
    spec:
      nodes: {%s}
      image: shop/app:1
      env: {VALUE: "%d"}
      memory: %dMi
      networks: [back]
      mounts: [%s]
      health: {command: ["%s"]}
    """
        .formatted(
            name,
            each.selector(),
            each.value(),
            each.memory(),
            name.equals("db") ? "{volume: data, path: /data}" : "",
            each.well() ? "true" : "false");
  }
}
