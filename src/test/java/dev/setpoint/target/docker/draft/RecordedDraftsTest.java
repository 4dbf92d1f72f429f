package dev.setpoint.target.docker.draft;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.fixture.Golden;
import dev.setpoint.manifest.writer.YamlText;
import dev.setpoint.target.docker.Specs;
import dev.setpoint.target.docker.fields.Profile;
import dev.setpoint.target.docker.fields.Rows;
import dev.setpoint.target.draft.Draft;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Drafts of containers that were recorded from real engines. */
class RecordedDraftsTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static JsonNode read(String engine, String file) throws IOException {
    String name = "/engines/" + engine + "/" + file;
    try (InputStream in = RecordedDraftsTest.class.getResourceAsStream(name)) {
      return new ObjectMapper().readTree(Objects.requireNonNull(in, name));
    }
  }

  private static LiveView view(Profile profile, JsonNode inspect, JsonNode image) {
    String running = inspect.path("Image").asText();
    return new LiveView(
        inspect, image, running, "spt151", Set.of(), new Rows(profile), Specs.HIDER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"docker20", "docker28", "podman"})
  void draftsARecordedContainer(String engine) throws IOException {
    Profile profile = engine.equals("podman") ? Profile.PODMAN : Profile.DOCKER;
    var inspect = read(engine, "inspect-every-field.json");
    var draft = ContainerDraft.of(view(profile, inspect, read(engine, "image-full.json")));
    assertThat(draft).isInstanceOf(Draft.Written.class);
    var written = (Draft.Written) draft;
    String yaml = YamlText.write(written.spec(), written.notes());
    Golden.check("adopt/recorded", engine + ".yaml", yaml);
  }

  @Test
  void whatSetpointMadeIsLeftOut() throws IOException {
    var inspect = read("docker20", "inspect-every-field.json").deepCopy();
    var labels = (ObjectNode) inspect.path("Config").path("Labels");
    labels.put("dev.setpoint.owner", "a-1");
    var draft =
        ContainerDraft.of(view(Profile.DOCKER, inspect, read("docker20", "image-full.json")));
    assertThat(draft).isInstanceOf(Draft.LeftOut.class);
  }

  @Test
  void aCommandThatHoldsASecretIsNotShown() throws IOException {
    var inspect = read("docker20", "inspect-plain.json").deepCopy();
    var config = (ObjectNode) inspect.path("Config");
    config.set("Labels", JSON.objectNode());
    config.putArray("Cmd").add("serve").add("--password").add("hunter2");
    var draft =
        ContainerDraft.of(view(Profile.DOCKER, inspect, read("docker20", "image-full.json")));
    assertThat(draft)
        .isInstanceOfSatisfying(
            Draft.Written.class,
            written -> {
              assertThat(written.isLossy()).isTrue();
              assertThat(written.spec().toString()).doesNotContain("hunter2");
            });
  }
}
