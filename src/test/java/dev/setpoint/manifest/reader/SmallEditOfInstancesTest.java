package dev.setpoint.manifest.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.fixture.InMemoryTree;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After any edit of instances and what they use, the quick way says what a full reading says. */
class SmallEditOfInstancesTest {
  private static final int EDITS = 150;
  private static final int NAMES = 6;
  private static final List<String> USED = List.of("small", "smaal", "large", "inside", "insude");

  private final Map<String, String> files = new TreeMap<>();
  private RandomGenerator random = RandomGenerator.getDefault();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8})
  void saysWhatAFullReadingSays(long seed) {
    random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    var follower = new ManifestReader();
    for (int at = 0; at < NAMES; at++) {
      files.put("i" + at + ".yaml", document("Instance", "i" + at, "  image: {alias: base}\n"));
    }
    Map<String, String> sound = new TreeMap<>(files);
    int valid = 0;
    int invalid = 0;
    for (int edit = 0; edit < EDITS; edit++) {
      change();
      var tree = InMemoryTree.of(files);
      ReadResult expected = new ManifestReader().read(tree);
      assertThat(follower.read(tree)).as("seed %d, edit %d", seed, edit).isEqualTo(expected);
      if (expected instanceof ReadResult.Valid) {
        valid++;
        sound = new TreeMap<>(files);
      } else {
        invalid++;
        files.clear();
        files.putAll(sound);
        follower.read(InMemoryTree.of(files));
      }
    }
    assertThat(valid).isGreaterThan(EDITS / 10);
    assertThat(invalid).isGreaterThan(EDITS / 10);
  }

  private void change() {
    String used = USED.get(random.nextInt(USED.size()));
    switch (random.nextInt(8)) {
      case 0 -> files.put("p-" + used + ".yaml", document("InstanceProfile", used, ""));
      case 1 -> files.remove("p-" + used + ".yaml");
      case 2 ->
          files.put(
              "n-" + used + ".yaml", document("Network", used, "  config: {ipv4.nat: true}\n"));
      case 3 -> files.remove("n-" + used + ".yaml");
      default -> {
        String name = "i" + random.nextInt(NAMES);
        files.put(name + ".yaml", instance(name));
      }
    }
  }

  private String instance(String name) {
    var spec = new StringBuilder("  image: {alias: base}\n");
    if (random.nextBoolean()) {
      spec.append("  profiles: [").append(USED.get(random.nextInt(USED.size()))).append("]\n");
    }
    spec.append("  devices:\n    eth0: {type: nic, ipv4.address: 10.0.0.")
        .append(random.nextInt(1, 40))
        .append(random.nextBoolean() ? ", network: inside}\n" : "}\n");
    if (random.nextInt(4) == 0) {
      spec.append("  dependsOn: [i").append(random.nextInt(NAMES)).append("]\n");
    }
    if (random.nextInt(8) == 0) {
      spec.append("  state: stopped\n");
    }
    return document("Instance", name, spec.toString());
  }

  private static String document(String kind, String name, String spec) {
    return "apiVersion: setpoint.dev/v1\nkind: %s\nmetadata: {name: %s}\nspec:\n"
            .formatted(kind, name)
        + "  nodes: {names: [local]}\n"
        + spec;
  }
}
