package dev.setpoint.manifest.writer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.fixture.Golden;
import dev.setpoint.fixture.InMemoryTree;
import dev.setpoint.manifest.ContainerManifest;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.container.EnvValue;
import dev.setpoint.manifest.reader.ManifestReader;
import dev.setpoint.manifest.reader.ReadResult;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How manifests are written, and that they are read as they were meant. */
class YamlTextTest {
  private static final String PIECES =
      "aZ09 .,:;-_#'\"\\{}[]()&*!|>%@`~?=+/$<^yesnoTRUE0x1e5\u00e9\t";

  private static ObjectNode json(String text) throws IOException {
    return (ObjectNode) new ObjectMapper().readTree(text);
  }

  @Test
  void writesAsPeopleDo() throws IOException {
    ObjectNode document =
        json(
            """
            {"apiVersion": "setpoint.dev/v1", "kind": "Container", "metadata": {"name": "web"},
             "spec": {
               "nodes": {"names": ["local"]}, "image": "registry.example/shop/web:1.4",
               "command": ["httpd", "-f", "-p", "80", "--", "-x"],
               "env": {"GREETING": "hello", "NUMBER": "007", "TRUTH": "yes", "EMPTY": "",
                 "TIME": "12:30", "DB": {"secret": "shop/db"}},
               "script": ["sh", "-c", "one\\ntwo # three\\n"],
               "mounts": [{"volume": "data", "path": "/data"}, {"tmpfs": true, "path": "/tmp"}],
               "ports": ["8080:80"], "memory": "64Mi", "cpus": 0.5, "pids": 100,
               "networks": ["front", {"name": "back", "ipv4": "10.0.0.7"}],
               "labels": {"a: b": "c: d", "e": "# f"}, "none": [], "nothing": {},
               "health": {"command": ["true"], "interval": "10s"}, "privileged": true}}
            """);
    Golden.check(
        "manifest",
        "written.yaml",
        YamlText.write(
            document,
            List.of(
                "A short sentence.",
                "A sentence that is so long that it cannot stand on one line of a file, for which"
                    + " reason it goes on on the next one.")));
  }

  @Test
  void whatIsWrittenIsReadAsTheSameText() {
    var random = new Random(7);
    for (int round = 0; round < 400; round++) {
      var texts = new TreeMap<String, String>();
      for (int i = 0; i < 8; i++) {
        texts.put("K" + i, text(random));
      }
      assertThat(readBack(texts)).isEqualTo(texts);
    }
  }

  private static String text(Random random) {
    var text = new StringBuilder();
    int length = random.nextInt(12);
    for (int i = 0; i < length; i++) {
      text.append(PIECES.charAt(random.nextInt(PIECES.length())));
    }
    return text.toString();
  }

  private static Map<String, String> readBack(Map<String, String> texts) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("apiVersion", "setpoint.dev/v1").put("kind", "Container");
    document.putObject("metadata").put("name", "web");
    ObjectNode spec = document.putObject("spec");
    spec.putObject("nodes").putArray("names").add("local");
    spec.put("image", "a:1");
    ObjectNode env = spec.putObject("env");
    texts.forEach(env::put);
    var tree = InMemoryTree.of(Map.of("web.yaml", YamlText.write(document, List.of())));
    return switch (new ManifestReader().read(tree)) {
      case ReadResult.Invalid invalid -> throw new AssertionError(texts + "\n" + invalid);
      case ReadResult.Valid(var manifests) -> {
        var read = new TreeMap<String, String>();
        var web =
            (ContainerManifest)
                Objects.requireNonNull(manifests.byId().get(ResourceId.container("web")));
        web.spec().env().forEach((key, value) -> read.put(key, ((EnvValue.Literal) value).text()));
        yield read;
      }
    };
  }
}
