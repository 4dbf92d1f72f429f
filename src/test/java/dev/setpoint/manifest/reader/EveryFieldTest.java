package dev.setpoint.manifest.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.fixture.Golden;
import dev.setpoint.fixture.InMemoryTree;
import dev.setpoint.manifest.ContainerManifest;
import dev.setpoint.manifest.ManifestSet;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.container.ContainerSpec;
import dev.setpoint.manifest.container.PortMapping;
import dev.setpoint.manifest.container.PortMapping.Protocol;
import dev.setpoint.manifest.container.SecuritySpec.Device;
import dev.setpoint.manifest.kinds.ManifestSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A manifest that writes every field becomes the records that it should. */
class EveryFieldTest {
  static final Path SAMPLE = Path.of("src/test/resources/every-field/all.yaml");

  @Test
  void everyRecordHoldsWhatWasWritten() throws IOException {
    var text = new StringBuilder();
    read().byId().values().forEach(manifest -> text.append(sorted(manifest)).append('\n'));

    Golden.check("manifest", "every-field.txt", text.toString());
  }

  @Test
  void everyFieldOfEveryKindIsWrittenInTheSample() throws IOException {
    String sample = Files.readString(SAMPLE);

    for (var kind : ResourceKind.written()) {
      ManifestSchema.referenceTable(kind)
          .lines()
          .filter(line -> line.startsWith("| `"))
          .map(line -> line.substring(3, line.indexOf('`', 3)))
          .map(path -> path.substring(path.lastIndexOf('.') + 1))
          // a check is either described or switched off, so one sample cannot show both
          .filter(key -> !key.equals("disabled"))
          .forEach(key -> assertThat(sample).containsPattern("\\b" + Pattern.quote(key) + ":"));
    }
  }

  @Test
  void aContainerIsReadFieldByField() throws IOException {
    var manifest = read().byId().get(ResourceId.container("web"));

    assertThat(manifest)
        .isInstanceOfSatisfying(ContainerManifest.class, container -> assertSpec(container.spec()));
  }

  private static void assertSpec(ContainerSpec web) {
    assertThat(web.ports())
        .containsExactly(
            new PortMapping("127.0.0.1", 8000, 80, Protocol.UDP),
            new PortMapping("127.0.0.1", 8001, 81, Protocol.UDP),
            new PortMapping("::1", 8080, 80, Protocol.TCP),
            new PortMapping(null, 8443, 443, Protocol.TCP),
            new PortMapping(null, 0, 9000, Protocol.TCP));
    assertThat(web.process().stopGrace()).isEqualTo(Duration.ofSeconds(90));
    assertThat(web.resources().memoryBytes()).isEqualTo(64L << 20);
    assertThat(web.resources().shmSizeBytes()).isEqualTo(64_000_000L);
    assertThat(web.resources().memorySwapBytes()).isEqualTo(-1);
    assertThat(web.files().getFirst().mode()).isEqualTo(0640);
    assertThat(web.security().devices())
        .containsExactly(
            new Device("/dev/ttyUSB0", "/dev/tty0", "rw"),
            new Device("/dev/kvm", "/dev/kvm", "rwm"));
  }

  private static ManifestSet read() throws IOException {
    var tree =
        InMemoryTree.of(
            Map.of(
                "all.yaml",
                Files.readString(SAMPLE),
                "files/index.html",
                "x",
                "files/nginx.conf",
                "x",
                "files/config.json",
                "{}",
                "files/site.json",
                "{\"node\": \"${node.name}\"}",
                "vars/site.yaml",
                "zone: a\n"));
    return switch (new ManifestReader().read(tree)) {
      case ReadResult.Valid(var manifests) -> manifests;
      case ReadResult.Invalid invalid -> throw new AssertionError(invalid.toString());
    };
  }

  /** The text of a record, whose maps and sets print in an order that changes from run to run. */
  private static String sorted(Object manifest) {
    var fields = new TreeMap<String, Integer>();
    for (String word : manifest.toString().split("[,{}\\[\\]() ]+")) {
      fields.merge(word, 1, Integer::sum);
    }
    return manifest.getClass().getSimpleName() + " " + fields;
  }
}
