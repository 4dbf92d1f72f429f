package dev.setpoint.manifest.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.fixture.InMemoryTree;
import dev.setpoint.manifest.RepositoryFile;
import dev.setpoint.manifest.RepositoryTree;
import dev.setpoint.manifest.Revision;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reader that follows edits says exactly what one says that sees the repository first. */
class SmallEditTest {
  private static final int EDITS = 300;
  private static final int NAMES = 14;
  private static final String PLAIN = "  nodes: {names: [a]}\n  image: shop/web:1\n";
  private static final String USES_A_FILE = PLAIN + "  files: [{path: /f, from: files/f0}]\n";

  private final Map<String, String> files = new TreeMap<>();
  private RandomGenerator random = RandomGenerator.getDefault();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
  void saysWhatAFullReadingSays(long seed) {
    random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    var follower = new ManifestReader();
    begin();
    Map<String, String> sound = new TreeMap<>(files);
    int valid = 0;
    int invalid = 0;
    for (int edit = 0; edit < EDITS; edit++) {
      for (int file = random.nextInt(1, 3); file > 0; file--) {
        change();
      }
      var tree = InMemoryTree.of(files);
      ReadResult expected = new ManifestReader().read(tree);
      assertThat(follower.read(tree)).as("seed %d, edit %d", seed, edit).isEqualTo(expected);
      if (expected instanceof ReadResult.Valid) {
        valid++;
        sound = new TreeMap<>(files);
      } else {
        invalid++;
        if (random.nextInt(3) > 0) { // mostly the author takes it back
          files.clear();
          files.putAll(sound);
          follower.read(InMemoryTree.of(files));
        }
      }
    }
    assertThat(valid).isGreaterThan(EDITS / 10);
    assertThat(invalid).isGreaterThan(EDITS / 10);
  }

  @Test
  void checksOnlyWhatACommitCanHaveBroken() {
    begin();
    for (int at = 0; at < NAMES; at++) {
      files.put("apps/c" + at + ".yaml", document("Container", "c" + at, USES_A_FILE));
    }
    var reader = new ManifestReader();
    reader.read(InMemoryTree.of(files));
    files.put("apps/c3.yaml", document("Container", "c3", USES_A_FILE + "  memory: 64Mi\n"));
    var tree = new CountingTree(InMemoryTree.of(files), new AtomicInteger());

    assertThat(reader.read(tree)).isInstanceOf(ReadResult.Valid.class);

    assertThat(tree.looks()).hasValueLessThan(NAMES / 2);
  }

  /** Counts how often a file is looked for. */
  private record CountingTree(RepositoryTree tree, AtomicInteger looks) implements RepositoryTree {
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
      looks.incrementAndGet();
      return tree.find(path);
    }

    @Override
    public byte[] read(RepositoryFile file) {
      return tree.read(file);
    }
  }

  private void begin() {
    files.put("nodes/a.yaml", node("a", "rack: one"));
    files.put("nodes/b.yaml", node("b", "rack: two"));
    for (int at = 0; at < NAMES; at++) {
      files.put("apps/c" + at + ".yaml", document("Container", "c" + at, PLAIN));
    }
    for (int at = 0; at < 3; at++) {
      String both = "  nodes: {names: [a, b]}\n";
      files.put("nets/n" + at + ".yaml", document("Network", "n" + at, both));
      files.put("vols/v" + at + ".yaml", document("Volume", "v" + at, both));
      files.put("files/f" + at, "content");
    }
  }

  private void change() {
    int at = random.nextInt(NAMES);
    switch (random.nextInt(16)) {
      case 0, 1, 2, 3, 4 -> files.put("apps/c" + at + ".yaml", container("c" + at));
      case 5 -> files.put("nets/n" + at % 3 + ".yaml", network("n" + at % 3));
      case 6 -> files.put("vols/v" + at % 3 + ".yaml", volume("v" + at % 3));
      case 7 -> files.remove("apps/c" + at + ".yaml");
      case 8 -> files.remove("nets/n" + at % 3 + ".yaml");
      case 9 -> move("apps/c" + at + ".yaml", "apps/moved/c" + at + ".yaml");
      case 10 -> move("apps/moved/c" + at + ".yaml", "apps/c" + at + ".yaml");
      case 11 -> files.put("files/f" + at % 3, "content " + random.nextInt());
      case 12 -> files.remove("files/f" + at % 3);
      case 13 -> files.put("files/settings.yaml", random.nextInt(4) == 0 ? "a: [" : "a: b");
      case 14 -> files.put("apps/two.yaml", container("c" + at) + container("d" + at % 2));
      default -> changeSeldom(at);
    }
  }

  private void changeSeldom(int at) {
    switch (random.nextInt(6)) {
      case 0 -> files.put("policy.yaml", policy("c" + at));
      case 1 -> files.remove("policy.yaml");
      case 2 -> files.put("nodes/b.yaml", node("b", random.nextBoolean() ? "rack: two" : "x: y"));
      case 3 -> files.keySet().removeIf(path -> path.startsWith("apps/moved/"));
      case 4 -> files.remove("files/settings.yaml");
      default -> files.put("apps/c" + at + ".yaml", "nonsense: " + random.nextInt(3));
    }
  }

  private void move(String from, String to) {
    String text = files.remove(from);
    if (text != null) {
      files.put(to, text);
    }
  }

  private String container(String name) {
    var spec = new StringBuilder();
    spec.append("  nodes: ").append(placement()).append("\n  image: shop/web:1\n");
    maybe(spec, 5, "  dependsOn: [c" + random.nextInt(NAMES) + "]");
    maybe(spec, 3, "  networks: [n" + random.nextInt(3) + "]");
    maybe(spec, 12, "  networks: [{name: n0, ipv4: 10.0." + random.nextInt(2) + ".9}]");
    maybe(spec, 4, "  mounts: [{volume: v" + random.nextInt(3) + ", path: /data}]");
    maybe(spec, 3, "  ports: [\"" + (8000 + random.nextInt(100)) + ":80\"]");
    maybe(spec, 4, "  files: [{path: /www/f, from: files/f" + random.nextInt(3) + "}]");
    maybe(spec, 15, "  files: [{path: /etc/s, from: files/settings.yaml}]");
    maybe(spec, 15, "  state: stopped");
    return document("Container", name, spec.toString());
  }

  private void maybe(StringBuilder spec, int oneIn, String line) {
    String key = line.substring(0, line.indexOf(':') + 1);
    if (random.nextInt(oneIn) == 0 && !spec.toString().contains(key)) {
      spec.append(line).append('\n');
    }
  }

  private String placement() {
    List<String> all =
        List.of("{names: [a]}", "{names: [a]}", "{names: [a, b]}", "{labels: {rack: one}}");
    return all.get(random.nextInt(all.size()));
  }

  private String network(String name) {
    return document(
        "Network",
        name,
        "  nodes: {names: [a%s]}\n  subnets: [{subnet: 10.0.%d.0/24}]\n"
            .formatted(random.nextInt(4) == 0 ? "" : ", b", random.nextInt(2)));
  }

  private String volume(String name) {
    return document(
        "Volume", name, "  nodes: {names: [a%s]}\n".formatted(random.nextInt(4) == 0 ? "" : ", b"));
  }

  private static String policy(String name) {
    return document("Policy", "careful", "  match: {names: [" + name + "]}\n  mode: observe\n");
  }

  private static String node(String name, String label) {
    return """
    apiVersion: setpoint.dev/v1
    kind: Node
    metadata: {name: %s, labels: {%s}}
    """
        .formatted(name, label);
  }

  private static String document(String kind, String name, String spec) {
    return String.format(
        Locale.ROOT,
        "---\napiVersion: setpoint.dev/v1\nkind: %s\nmetadata: {name: %s}\nspec:\n%s",
        kind,
        name,
        spec);
  }
}
