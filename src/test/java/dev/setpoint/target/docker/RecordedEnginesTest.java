package dev.setpoint.target.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.reconcile.field.Fields;
import dev.setpoint.target.docker.fields.LiveContainer;
import dev.setpoint.target.docker.fields.Profile;
import dev.setpoint.target.docker.fields.Rows;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was recorded from real engines, read in the terms of declarations. */
class RecordedEnginesTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/target");

  private static JsonNode read(String engine, String file) throws IOException {
    String name = "/engines/" + engine + "/" + file;
    try (InputStream in = RecordedEnginesTest.class.getResourceAsStream(name)) {
      return new ObjectMapper().readTree(Objects.requireNonNull(in, name));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "docker20,every-field", "docker20,plain",
    "docker28,every-field", "docker28,plain",
    "podman,every-field", "podman,plain"
  })
  void readsEveryFieldOfARecordedContainer(String engine, String container) throws IOException {
    Profile profile = engine.equals("podman") ? Profile.PODMAN : Profile.DOCKER;
    JsonNode inspect = read(engine, "inspect-" + container + ".json");
    JsonNode image = read(engine, "image-full.json").path("Config");
    var facts =
        new LiveContainer.Facts(profile, "spt151", "setpoint.test/full:1", Map.of(), Set.of());
    // A declared environment shows values that no name makes secret.
    Fields declared = Fields.of(Map.of("spec.env", FieldValue.entries(Map.of())));
    var rows = new Rows(profile);
    var whole = new LiveContainer(inspect, image, facts, Fields.none(), Specs.HIDER);
    var env = new LiveContainer(inspect, image, facts, declared, Specs.HIDER);
    var lines = new StringJoiner("\n", "", "\n");
    rows.live(whole).byPath().forEach((path, value) -> lines.add(path + ": " + value));
    lines.add("with a declared environment: " + rows.live(env));
    lines.add("inherited: " + rows.inherited(env));
    golden(GOLDEN.resolve(engine + "-" + container + ".txt"), lines.toString());
  }

  static void golden(Path file, String text) throws IOException {
    if ("update".equals(System.getProperty("golden"))) {
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.writeString(file, text);
    }
    assertThat(text).isEqualTo(Files.readString(file, StandardCharsets.UTF_8));
  }
}
