package dev.setpoint.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.setpoint.fixture.CommittedTree;
import dev.setpoint.fixture.InMemoryTree;
import dev.setpoint.fleet.NodeOrder.OrderedResource;
import dev.setpoint.manifest.ManifestSet;
import dev.setpoint.manifest.Mode;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.Revision;
import dev.setpoint.manifest.reader.ManifestReader;
import dev.setpoint.manifest.reader.ReadResult;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What each node is told of a revision. */
class OrdersTest {
  private static final ResourceId WEB = ResourceId.container("web");
  private static final String HOLD_WEB =
      policy("freeze", "match: {labels: {freeze: this}}, mode: hold");

  private static final String SUBSTITUTED =
      "nodes: {labels: {role: edge}}, substitute: true, memory: \"${vars.memory}\","
          + " files: [{path: /f, from: f.txt, template: true}]";

  private final ManifestReader reader = new ManifestReader();
  private final Map<String, String> files = new LinkedHashMap<>();
  private int revisions;

  private static String container(String name, String spec) {
    return document("Container", name, "", spec + ", image: shop/" + name + ":1");
  }

  private static String heldContainer(String name, String spec) {
    var rest = spec + ", image: shop/" + name + ":1";
    return document("Container", name, ", labels: {freeze: this}", rest);
  }

  private static String policy(String name, String spec) {
    return document("Policy", name, "", spec);
  }

  private static String node(String name, String labels, String spec) {
    return document("Node", name, ", labels: {" + labels + "}", spec);
  }

  private static String document(String kind, String name, String metadata, String spec) {
    return """
    ---
    apiVersion: setpoint.dev/v1
    kind: %s
    metadata: {name: %s%s}
    spec: {%s}
    """
        .formatted(kind, name, metadata, spec);
  }

  private OrdersTest file(String path, String text) {
    files.put(path, text);
    return this;
  }

  /** The next commit: these files and nothing else. */
  private ManifestSet commit() {
    revisions++;
    var revision = new Revision(Integer.toHexString(revisions).repeat(40), "Ann", "Change", TIME);
    var tree = new CommittedTree(InMemoryTree.of(files), revision);
    if (reader.read(tree) instanceof ReadResult.Valid(var set)) {
      return set;
    }
    throw new AssertionError(reader.read(tree).toString());
  }

  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

  private static Optional<OrderedResource> onLocal(Orders orders) {
    return orders.find("local", WEB);
  }

  @Test
  void placesByNameAndByLabels() {
    file("n.yaml", node("a", "role: edge", "") + node("b", "role: core, tier: x", ""));
    file("w.yaml", container("web", "nodes: {labels: {role: edge}}"));
    file("d.yaml", container("db", "nodes: {names: [b, local]}"));
    var orders = Orders.none().next(commit());

    assertThat(orders.nodes()).containsExactly("a", "b", "local");
    assertThat(names(orders.order("a", 1, List.of()))).containsExactly("web");
    assertThat(names(orders.order("b", 1, List.of()))).containsExactly("db");
    assertThat(names(orders.order("local", 1, List.of()))).containsExactly("db");
    assertThat(orders.size()).isEqualTo(2);
  }

  private static List<String> names(NodeOrder order) {
    return order.resources().stream().map(each -> each.manifest().metadata().name()).toList();
  }

  @Test
  void ordersNothingBeforeTheFirstRevision() {
    assertThat(Orders.none().isMade()).isFalse();
    assertThatThrownBy(() -> Orders.none().order("local", 1, List.of()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void takesTheModeOfTheNodeUnlessAPolicySpeaks() {
    file("n.yaml", node("local", "a: b", "mode: observe"));
    file("w.yaml", container("web", "nodes: {names: [local]}"));
    var byNode = Orders.none().next(commit());
    file("p.yaml", policy("eager", "match: {names: [web]}, mode: correct"));
    var byPolicy = byNode.next(commit());

    assertThat(onLocal(byNode).orElseThrow().mode()).isEqualTo(Mode.OBSERVE);
    assertThat(byNode.order("local", 1, List.of()).mode()).isEqualTo(Mode.OBSERVE);
    assertThat(onLocal(byPolicy).orElseThrow().mode()).isEqualTo(Mode.CORRECT);
    assertThat(byPolicy.modeOf("local", WEB).orElseThrow().why())
        .isEqualTo("Policy eager at p.yaml:2");
  }

  @Test
  void letsTheMostCarefulPolicyWin() {
    file("w.yaml", container("web", "nodes: {names: [local]}"));
    file("p.yaml", policy("a", "mode: correct") + policy("b", "mode: observe"));
    assertThat(modeAfter(Orders.none())).isEqualTo(Mode.OBSERVE);
    file("q.yaml", policy("c", "mode: hold"));
    assertThat(modeAfter(Orders.none())).isEqualTo(Mode.HOLD);
    file("r.yaml", policy("d", "mode: 'off'"));
    assertThat(modeAfter(Orders.none())).isEqualTo(Mode.OFF);
  }

  private Mode modeAfter(Orders before) {
    return onLocal(before.next(commit())).orElseThrow().mode();
  }

  @Test
  void gathersTheIgnoredFieldsOfEveryMatchingPolicy() {
    file("w.yaml", container("web", "nodes: {names: [local]}"));
    file(
        "p.yaml",
        policy("a", "ignore: [{kind: Container, field: spec.memory}]")
            + policy("b", "match: {names: [web]}, ignore: [{kind: Container, field: spec.cpus}]")
            + policy("c", "match: {labels: {a: b}}, ignore: [{kind: Container, field: spec.pids}]")
            + policy("d", "ignore: [{kind: Volume, field: spec.driver}]"));
    var orders = Orders.none().next(commit());

    assertThat(onLocal(orders).orElseThrow().ignored()).containsExactly("spec.cpus", "spec.memory");
  }

  @Test
  void handsOnWhatACommitDidNotTouchAsItWas() {
    file("w.yaml", container("web", "nodes: {names: [local]}"));
    file("d.yaml", container("db", "nodes: {names: [local]}"));
    var first = Orders.none().next(commit());
    file("d.yaml", container("db", "nodes: {names: [local]}, memory: 64Mi"));
    var second = first.next(commit());

    assertThat(onLocal(second).orElseThrow()).isSameAs(onLocal(first).orElseThrow());
    assertThat(second.find("local", ResourceId.container("db")))
        .isNotEqualTo(first.find("local", ResourceId.container("db")));
  }

  @Test
  void ordersTheSameWhateverCameBefore() {
    var random = new Random(99);
    var orders = Orders.none();
    file("a.yaml", node("a", "rack: one", ""));
    file("b.yaml", node("b", "rack: two", ""));
    for (int commit = 0; commit < 200; commit++) {
      file("f.txt", "content " + random.nextInt(3));
      int at = random.nextInt(10);
      switch (random.nextInt(6)) {
        case 0 -> files.remove(at + ".yaml");
        case 1 -> file("b.yaml", node("b", "rack: " + (random.nextBoolean() ? "two" : "one"), ""));
        default -> file(at + ".yaml", container("c" + at, somewhere(random)));
      }
      var set = commit();
      orders = orders.next(set);
      var alone = Orders.none().next(set);
      assertThat(orders.nodes()).isEqualTo(alone.nodes());
      assertThat(orders.size()).isEqualTo(alone.size());
      for (String node : alone.nodes()) {
        assertThat(orders.order(node, 1, List.of()))
            .as("commit %d, node %s", commit, node)
            .usingRecursiveComparison()
            .isEqualTo(alone.order(node, 1, List.of()));
      }
    }
  }

  private static String somewhere(Random random) {
    var nodes = List.of("names: [a]", "names: [b, a]", "labels: {rack: one}", "names: [local]");
    var rest = List.of("", ", memory: 64Mi", ", files: [{path: /f, from: f.txt}]");
    return "nodes: {%s}%s".formatted(nodes.get(random.nextInt(4)), rest.get(random.nextInt(3)));
  }

  @Test
  void noticesThatAReferredFileChanged() {
    file("w.yaml", container("web", "nodes: {names: [local]}, files: [{path: /f, from: f.txt}]"));
    file("f.txt", "one");
    var first = Orders.none().next(commit());
    file("f.txt", "two");
    var second = first.next(commit());

    assertThat(onLocal(first).orElseThrow().files().get("f.txt")).asString().isEqualTo("one");
    assertThat(onLocal(second).orElseThrow().files().get("f.txt")).asString().isEqualTo("two");
  }

  @Test
  void takesNoNewRevisionUnderHold() {
    file("p.yaml", HOLD_WEB);
    file("w.yaml", heldContainer("web", "nodes: {names: [local]}, memory: 64Mi"));
    var first = Orders.none().next(commit());
    file("w.yaml", heldContainer("web", "nodes: {names: [local]}, memory: 96Mi"));
    var second = first.next(commit());

    assertThat(onLocal(second).orElseThrow().manifest())
        .isEqualTo(onLocal(first).orElseThrow().manifest());
    assertThat(second.needed()).containsExactly(first.order("local", 1, List.of()).revision());
  }

  @Test
  void keepsWhatIsRemovedUnderHoldUntilTheHoldEnds() {
    file("p.yaml", HOLD_WEB);
    file("w.yaml", heldContainer("web", "nodes: {names: [local]}"));
    file("d.yaml", container("db", "nodes: {names: [local]}"));
    var first = Orders.none().next(commit());
    files.remove("w.yaml");
    var second = first.next(commit());
    file("d.yaml", container("db", "nodes: {names: [local]}, memory: 64Mi"));
    var third = second.next(commit());
    files.remove("p.yaml");
    var fourth = third.next(commit());

    assertThat(onLocal(second)).isPresent();
    assertThat(onLocal(third).orElseThrow().mode()).isEqualTo(Mode.HOLD);
    assertThat(third.needed()).extracting(Revision::id).containsExactly("1".repeat(40));
    assertThat(onLocal(fourth)).isEmpty();
    assertThat(fourth.needed()).isEmpty();
  }

  @Test
  void isMadeAgainOfTheRevisionsThatItNeeds() {
    file("p.yaml", HOLD_WEB);
    file("w.yaml", heldContainer("web", "nodes: {names: [local]}, memory: 64Mi"));
    file("c.yaml", container("cache", "nodes: {names: [local]}"));
    var one = commit();
    file("d.yaml", heldContainer("db", "nodes: {names: [local]}, memory: 64Mi"));
    file("w.yaml", heldContainer("web", "nodes: {names: [local]}, memory: 96Mi"));
    var two = commit();
    file("d.yaml", heldContainer("db", "nodes: {names: [local]}, memory: 96Mi"));
    files.remove("w.yaml");
    var three = commit();
    file("c.yaml", container("cache", "nodes: {names: [local]}, memory: 96Mi"));
    var four = commit();
    var grown = Orders.none().next(one).next(two).next(three).next(four);

    assertThat(grown.needed()).containsExactly(one.revision(), two.revision());
    var again = Orders.none().next(one).next(two).next(four);
    assertThat(again.needed()).isEqualTo(grown.needed());
    assertThat(again.order("local", 1, List.of()).resources())
        .usingRecursiveComparison()
        .isEqualTo(grown.order("local", 1, List.of()).resources());
  }

  @Test
  void tellsEachNodeWhatItsValuesMakeOfAManifest() {
    file("n.yaml", node("edge-1", "role: edge", "vars: {memory: 64Mi}"));
    file("o.yaml", node("edge-2", "role: edge", "vars: {memory: 32Mi}"));
    file("f.txt", "at ${node.name}");
    file("w.yaml", container("web", SUBSTITUTED));
    var orders = Orders.none().next(commit());

    var one = orders.find("edge-1", WEB).orElseThrow();
    var two = orders.find("edge-2", WEB).orElseThrow();

    assertThat(one.document()).contains("\"memory\":\"64Mi\"");
    assertThat(two.document()).contains("\"memory\":\"32Mi\"");
    assertThat(two.files().get("f.txt")).asString().isEqualTo("at edge-2");
    assertThat(orders.find("local", WEB)).isEmpty();
  }

  @Test
  void aChangedValueChangesItsNodeAndNoneUnderHold() {
    file("n.yaml", node("edge-1", "role: edge", "vars: {memory: 64Mi}"));
    file("o.yaml", node("edge-2", "role: edge", "vars: {memory: 32Mi}, mode: hold"));
    file("f.txt", "at ${node.name}");
    file("w.yaml", container("web", SUBSTITUTED));
    var first = Orders.none().next(commit());
    file("n.yaml", node("edge-1", "role: edge", "vars: {memory: 65Mi}"));
    file("o.yaml", node("edge-2", "role: edge", "vars: {memory: 33Mi}, mode: hold"));
    var second = first.next(commit());

    assertThat(second.find("edge-1", WEB).orElseThrow().document()).contains("65Mi");
    assertThat(second.find("edge-2", WEB).orElseThrow().document()).contains("32Mi");
    assertThat(second.needed()).hasSize(1);
  }

  @Test
  void allNodesAreThoseThatAManifestDeclares() {
    file("n.yaml", node("edge-1", "role: edge", "mode: correct"));
    file("o.yaml", node("db-1", "role: db", "mode: correct"));
    file("w.yaml", container("web", "nodes: {all: true}"));
    var orders = Orders.none().next(commit());

    assertThat(orders.find("edge-1", WEB)).isPresent();
    assertThat(orders.find("db-1", WEB)).isPresent();
    assertThat(orders.find("local", WEB)).isEmpty();
    assertThat(orders.find("edge-1", WEB).orElseThrow().document())
        .isSameAs(orders.find("db-1", WEB).orElseThrow().document());
  }
}
