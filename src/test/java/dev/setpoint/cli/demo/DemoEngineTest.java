package dev.setpoint.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.cli.demo.DemoPorts.FoundEngine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo's image and its removal, on real engines. */
@Tag("engine")
class DemoEngineTest {
  private static final String LABEL = "dev.setpoint.demo-test=cli";

  @TempDir Path root;

  @ParameterizedTest
  @ValueSource(strings = {"DOCKER20", "DOCKER28", "PODMAN"})
  void makesItsImageAndRemovesAllThatItMade(String name) throws IOException {
    var socket = Objects.requireNonNull(System.getenv("SETPOINT_TEST_" + name), name);
    var engine = new FoundEngine("docker", "unix://" + socket, name);
    var call = new EngineCall(engine.address());
    Path busybox = DemoImage.busybox().orElseThrow();
    for (String tag : DemoImage.missing(call)) {
      DemoImage.make(call, busybox, tag);
    }
    assertThat(DemoImage.missing(call)).isEmpty();
    post(call, "/volumes/create", "{\"Name\":\"cli-demo\",\"Labels\":" + labels() + "}");
    post(call, "/networks/create", "{\"Name\":\"cli-demo\",\"Labels\":" + labels() + "}");
    post(
        call,
        "/containers/create?name=cli-demo",
        "{\"Image\":\"setpoint.demo/busybox:1\",\"Cmd\":[\"sleep\",\"60\"],\"Labels\":"
            + labels()
            + "}");

    String said = clean(engine);

    assertThat(said)
        .contains("removed container cli-demo", "removed network cli-demo")
        .contains("removed volume cli-demo", "removed image setpoint.demo/busybox:2")
        .doesNotContain("could not");
    assertThat(DemoImage.missing(call)).containsExactlyElementsOf(DemoImage.TAGS);
    assertThat(root.resolve("data")).doesNotExist();
  }

  private static String labels() {
    return "{\"dev.setpoint.demo-test\":\"cli\"}";
  }

  private static void post(EngineCall call, String path, String json) throws IOException {
    var answer = call.postJson(path, json);
    assertThat(answer.isFine()).as(answer.body()).isTrue();
  }

  private String clean(FoundEngine engine) throws IOException {
    var options = new DemoOptions("", false, root.resolve("data"), 0, root);
    new DemoDirectory(options).prepare();
    var ports = new DemoPorts(_ -> List.of(engine), (_, _, _) -> {}, _ -> Optional.of(LABEL));
    var out = new ByteArrayOutputStream();
    var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    assertThat(new DemoClean(ports, options, Map.of(), stream).run()).isTrue();
    return out.toString(StandardCharsets.UTF_8);
  }
}
