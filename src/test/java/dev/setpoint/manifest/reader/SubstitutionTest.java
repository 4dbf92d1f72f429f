package dev.setpoint.manifest.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.fixture.InMemoryTree;
import dev.setpoint.manifest.ContainerManifest;
import dev.setpoint.manifest.ManifestOnNode;
import dev.setpoint.manifest.ManifestSet;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.container.EnvValue;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A manifest that asks for it says on each node what the values of that node make of it. */
class SubstitutionTest {
  private static final ResourceId WEB = ResourceId.container("web");
  private static final String NODES =
      """
      apiVersion: setpoint.dev/v1
      kind: Node
      metadata: {name: edge-1, labels: {role: edge, example.org/site: lyon}}
      spec: {vars: {pids: 10, cpus: 0.5, readOnly: true, size: 64Mi, text: "10", db: {port: 5432}}}
      ---
      apiVersion: setpoint.dev/v1
      kind: Node
      metadata: {name: edge-2, labels: {role: edge, example.org/site: oslo}}
      spec: {vars: {pids: 20, cpus: 2, readOnly: false, size: 32Mi, text: "20", db: {port: 5433}}}
      """;

  private final ManifestReader reader = new ManifestReader();

  @Test
  void aVariableWithoutQuotesKeepsItsType() {
    var set = read("pids: ${vars.pids}", "cpus: ${vars.cpus}", "readOnly: ${vars.readOnly}");

    assertThat(container(set, "edge-1").spec().resources().pids()).isEqualTo(10);
    assertThat(container(set, "edge-2").spec().resources().pids()).isEqualTo(20);
    assertThat(container(set, "edge-1").spec().security().readOnlyRoot()).isTrue();
    assertThat(container(set, "edge-2").spec().security().readOnlyRoot()).isFalse();
  }

  @Test
  void inQuotesOrBesideOtherTextItIsText() {
    var set =
        read(
            "env: {A: \"${vars.pids}\", B: \"p=${vars.db.port}/${node.name}\"}",
            "hostname: x${vars.pids}",
            "memory: ${vars.size}");

    assertThat(container(set, "edge-2").spec().env())
        .containsEntry("A", new EnvValue.Literal("20"))
        .containsEntry("B", new EnvValue.Literal("p=5433/edge-2"));
    assertThat(container(set, "edge-1").spec().resources().memoryBytes()).isEqualTo(64L << 20);
  }

  @Test
  void textIsNoNumber() {
    assertThat(problems("pids: ${vars.text}"))
        .contains("web.yaml:8:9: spec.pids is \"10\"")
        .contains("(with \"${vars.text}\" on edge-1, edge-2)");
  }

  @Test
  void namesAndLabelsOfTheNodeAreText() {
    var set = read("labels: {at: \"${node.name}\", site: \"${node.labels.example.org/site}\"}");

    assertThat(container(set, "edge-1").spec().labels())
        .isEqualTo(Map.of("at", "edge-1", "site", "lyon"));
  }

  @Test
  void twoDollarsAreOneAndAnyOtherDollarIsItself() {
    var set = read("env: {A: \"$${HOME} $HOME $$ $5 ${node.name}$\"}");

    assertThat(container(set, "edge-1").spec().env())
        .containsEntry("A", new EnvValue.Literal("${HOME} $HOME $$ $5 edge-1$"));
  }

  @Test
  void withoutAskingNothingIsSubstituted() {
    var set = valid(Map.of("web.yaml", yaml("", "env: {A: \"${HOME}\"}")));

    assertThat(container(set).spec().env()).containsEntry("A", new EnvValue.Literal("${HOME}"));
    assertThat(set.perNode(WEB)).isEmpty();
  }

  @Test
  void theNodeGoesBeforeTheFile() {
    var files = files("varsFrom: v.yaml", "hostname: ${vars.zone}", "memory: ${vars.size}");
    files.put("v.yaml", "zone: a\nsize: 1Gi\n");

    var set = valid(files);

    assertThat(container(set, "edge-1").spec().networking().hostname()).isEqualTo("a");
    assertThat(container(set, "edge-1").spec().resources().memoryBytes()).isEqualTo(64L << 20);
  }

  @Test
  void theContentOfAFileIsFilledInOnlyWhereThatIsAskedFor() {
    var files =
        files("files: [{path: /a, from: a, template: true}, {path: /b, from: b}]", "pids: 5");
    files.put("a", "on ${node.name} $${x}\n");
    files.put("b", "on ${node.name}\n");

    var set = valid(files);

    assertThat(on(set, "edge-2").contents()).isEqualTo(Map.of("a", "on edge-2 ${x}\n"));
    assertThat(on(set, "edge-2").files()).extracting(file -> file.path()).containsExactly("a", "b");
  }

  @Test
  void aFileCanBeChosenByAVariable() {
    var files = files("files: [{path: /a, from: \"conf/${node.name}.conf\"}]");
    files.put("conf/edge-1.conf", "1");
    assertThat(reader.read(InMemoryTree.of(files)).toString())
        .contains("spec.files[0].from is \"conf/edge-2.conf\"");

    files.put("conf/edge-2.conf", "2");
    var set = valid(files);

    assertThat(on(set, "edge-2").files())
        .extracting(file -> file.path())
        .containsExactly("conf/edge-2.conf");
    assertThat(set.filesOf(WEB)).hasSize(2);
  }

  @Test
  void nodesWithTheSameValuesShareWhatBecomesOfIt() {
    var set = read("hostname: ${node.labels.role}");

    assertThat(on(set, "edge-1").document()).isSameAs(on(set, "edge-2").document());
    assertThat(on(set, "edge-1").manifest()).isSameAs(on(set, "edge-2").manifest());
  }

  @Test
  void whatDidNotChangeIsTakenOver() {
    var files = files("hostname: ${node.name}");
    var before = valid(files);

    files.put("nodes.yaml", NODES.replace("10", "11"));
    var after = valid(files);

    assertThat(on(after, "edge-1").document()).isSameAs(on(before, "edge-1").document());
  }

  @Test
  void theTextSentToANodeIsReadBackAsTheSameManifest() {
    var set = valid(InMemoryTree.ofDirectory(Path.of("samples/fleet")));

    assertThat(set.perNode()).hasSize(2);
    set.perNode()
        .values()
        .forEach(nodes ->
            nodes
                .values()
                .forEach(there ->
                    assertThat(
                            ManifestReader.readDocument(
                                there.document(), there.manifest().origin()))
                        .isEqualTo(new ReadDocument.Sound(there.manifest()))));
  }

  @Test
  void theSampleFleetSaysOnEachNodeWhatItShould() {
    var set = valid(InMemoryTree.ofDirectory(Path.of("samples/fleet")));

    assertThat(on(set, "edge-oslo-1").document())
        .contains("\"ports\":[\"10.2.0.11:8080:80\"]")
        .contains("costs ${PRICE}, which")
        .doesNotContain("substitute");
    assertThat(on(set, "edge-oslo-1").contents())
        .isEqualTo(
            Map.of(
                "files/site.conf",
                "server_name edge-oslo-1.oslo.example;\nlisten 10.2.0.11:80;\n"));
    assertThat(set.perNode(ResourceId.container("cache")).get("edge-lyon-1"))
        .isNotNull()
        .extracting(ManifestOnNode::document)
        .asString()
        .contains("\"--workers\",\"4\"");
  }

  @Test
  void anAddressIsCheckedAgainstTheNetworkOfTheSameNode() {
    var files = files("networks: [{name: n, ipv4: \"10.${vars.pids}.0.5\"}]");
    files.put(
        "net.yaml",
        """
        apiVersion: setpoint.dev/v1
        kind: Network
        metadata: {name: n}
        spec:
          nodes: {all: true}
          substitute: true
          subnets: [{subnet: "10.${vars.pids}.0.0/24"}]
        """);

    valid(files);
  }

  @Test
  void aDependencyIsCheckedAgainstTheContainerOfTheSameNode() {
    var files = files("dependsOn: [{container: job, until: completed}]", "hostname: ${node.name}");
    files.put(
        "job.yaml",
        yaml("  substitute: true\n", "oneShot: ${vars.readOnly}").replace("web", "job"));

    assertThat(reader.read(InMemoryTree.of(files)).toString())
        .contains("waits for \"job\" until completed");
  }

  private ManifestSet read(String... lines) {
    return valid(files(lines));
  }

  private String problems(String... lines) {
    return reader.read(InMemoryTree.of(files(lines))).toString();
  }

  private static Map<String, String> files(String... lines) {
    var files = new TreeMap<String, String>();
    files.put("nodes.yaml", NODES);
    files.put("web.yaml", yaml("  substitute: true\n", lines));
    return files;
  }

  private static String yaml(String ask, String... lines) {
    return "apiVersion: setpoint.dev/v1\nkind: Container\nmetadata: {name: web}\nspec:\n"
        + ("  nodes: " + (ask.isEmpty() ? "{names: [local]}" : "{labels: {role: edge}}") + "\n")
        + ask
        + "  image: shop/web:1\n  "
        + String.join("\n  ", lines)
        + "\n";
  }

  private ManifestSet valid(Map<String, String> files) {
    return valid(InMemoryTree.of(files));
  }

  private ManifestSet valid(InMemoryTree tree) {
    return switch (reader.read(tree)) {
      case ReadResult.Valid(var set) -> set;
      case ReadResult.Invalid invalid -> throw new AssertionError(invalid.toString());
    };
  }

  private static ManifestOnNode on(ManifestSet set, String node) {
    return Objects.requireNonNull(set.perNode(WEB).get(node));
  }

  private static ContainerManifest container(ManifestSet set, String node) {
    return (ContainerManifest) on(set, node).manifest();
  }

  private static ContainerManifest container(ManifestSet set) {
    return (ContainerManifest) Objects.requireNonNull(set.byId().get(WEB));
  }
}
