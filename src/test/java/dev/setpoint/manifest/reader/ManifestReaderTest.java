package dev.setpoint.manifest.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.fixture.InMemoryTree;
import dev.setpoint.manifest.ContainerManifest;
import dev.setpoint.manifest.RepositoryFile;
import dev.setpoint.manifest.RepositoryTree;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.Revision;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** The reader takes a repository whole, keeps what it has parsed, and tells the same every time. */
class ManifestReaderTest {
  private static final Path SAMPLES = Path.of("samples/repo");

  /** Remembers which files were read. */
  private record Watched(InMemoryTree tree, ConcurrentLinkedQueue<String> reads)
      implements RepositoryTree {
    @Override
    public Revision revision() {
      return tree.revision();
    }

    @Override
    public List<RepositoryFile> files() {
      return tree.files();
    }

    @Override
    public Optional<RepositoryFile> find(String path) {
      return tree.find(path);
    }

    @Override
    public byte[] read(RepositoryFile file) {
      reads.add(file.path());
      return tree.read(file);
    }
  }

  @Test
  void readsAgainOnlyWhatChanged() {
    var reader = new ManifestReader();
    InMemoryTree tree = InMemoryTree.ofDirectory(SAMPLES);
    reader.read(tree);
    var reads = new ConcurrentLinkedQueue<String>();

    ReadResult result =
        reader.read(new Watched(tree.with("shop/web.yaml", web("memory: 128Mi")), reads));

    assertThat(reads).containsExactly("shop/web.yaml");
    assertThat(memoryOf(result, "web")).isEqualTo(128L << 20);
    assertThat(memoryOf(reader.read(tree), "web")).isEqualTo(64L << 20);
  }

  @Test
  void aRemovedFileIsGoneAtTheNextReading() {
    var reader = new ManifestReader();
    InMemoryTree tree = InMemoryTree.ofDirectory(SAMPLES);
    reader.read(tree);

    ReadResult result = reader.read(tree.without("shop/network.yaml"));

    assertThat(result.toString()).contains("no Network of that name is declared");
  }

  @Test
  void aYamlFileThatIsOnlyPutIntoAContainerIsNoManifest() {
    var tree =
        InMemoryTree.of(
            Map.of(
                "web.yaml",
                web("files: [{path: /etc/app.yaml, from: app.yaml}]"),
                "app.yaml",
                "level: debug\nlevel: info\n"));

    assertThat(new ManifestReader().read(tree)).isInstanceOf(ReadResult.Valid.class);
    assertThat(new ManifestReader().read(tree.with("web.yaml", web("memory: 64Mi"))).toString())
        .contains("app.yaml:1:1: the document has no apiVersion");
  }

  @Test
  void aBrokenManifestStillCountsAsDeclared() {
    var tree =
        InMemoryTree.of(
            Map.of(
                "net.yaml",
                """
                apiVersion: setpoint.dev/v1
                kind: Network
                metadata: {name: front}
                spec: {nodes: {names: [local]}, internal: maybe}
                """,
                "web.yaml",
                web("networks: [front]")));

    assertThat(new ManifestReader().read(tree))
        .isInstanceOfSatisfying(
            ReadResult.Invalid.class,
            invalid ->
                assertThat(invalid.problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.what()).contains("maybe")));
  }

  private static String web(String line) {
    return """
    apiVersion: setpoint.dev/v1
    kind: Container
    metadata: {name: web}
    spec:
      nodes: {names: [local]}
      image: shop/web
      %s
    """
        .formatted(line);
  }

  private static long memoryOf(ReadResult result, String name) {
    assertThat(result).isInstanceOf(ReadResult.Valid.class);
    var container =
        (ContainerManifest)
            ((ReadResult.Valid) result).manifests().byId().get(ResourceId.container(name));
    Long memory = container == null ? null : container.spec().resources().memoryBytes();
    return memory == null ? -1 : memory;
  }
}
