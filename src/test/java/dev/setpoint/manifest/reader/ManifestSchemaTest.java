package dev.setpoint.manifest.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.setpoint.fixture.Golden;
import dev.setpoint.manifest.kinds.ManifestSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** The schema that editors use agrees with the reader. */
class ManifestSchemaTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(ManifestSchema.json());

  @Test
  void theSchemaBesideTheSamplesIsTheGeneratedOne() {
    Golden.checkFile(Path.of("samples/schema.json"), ManifestSchema.json());
  }

  @Test
  void theSchemaTakesEverySample() throws IOException {
    var files = new ArrayList<>(yamlFiles(Path.of("samples/repo")));
    files.addAll(yamlFiles(Path.of("samples/fleet")));
    files.remove(Path.of("samples/fleet/vars/site.yaml"));
    for (Path file : files) {
      assertThat(refusals(Files.readString(file))).as(file.toString()).isEmpty();
    }
  }

  @Test
  void theSchemaTakesEveryYamlBlockOfTheDocumentation() throws IOException {
    for (DocumentedYaml block : DocumentedYaml.all()) {
      assertThat(refusals(block.text())).as(block.toString()).isEmpty();
    }
  }

  @Test
  void theSchemaTakesTheSampleOfEveryField() throws IOException {
    assertThat(refusals(Files.readString(EveryFieldTest.SAMPLE))).isEmpty();
  }

  @Test
  void theSchemaRefusesEveryStructuralFault() throws IOException {
    for (Path directory : HostileCorpusTest.cases()) {
      if (directory.getFileName().toString().startsWith("structure-")) {
        assertThat(refusals(directory)).as(directory.toString()).isNotEmpty();
      }
    }
  }

  @Test
  void theSchemaRefusesTheseFaultsOfValuesToo() throws IOException {
    var refused = new StringBuilder();
    for (Path directory : HostileCorpusTest.cases()) {
      String name = directory.getFileName().toString();
      if (name.startsWith("value-") && !refusals(directory).isEmpty()) {
        refused.append(name).append('\n');
      }
    }
    Golden.check("manifest", "refused-by-schema-too.txt", refused.toString());
  }

  @Test
  void aVariableIsTakenForANumberOnlyWhereSubstitutionIsAskedFor() {
    String container =
        """
        apiVersion: setpoint.dev/v1
        kind: Container
        metadata: {name: web}
        spec:
          nodes: {all: true}
          image: shop/web:1
          pids: ${vars.pids}
          memory: 64Mi${vars.x}
        """;

    assertThat(refusals(container)).hasSize(2);
    assertThat(refusals(container + "  substitute: false\n")).hasSize(2);
    assertThat(refusals(container + "  substitute: true\n")).isEmpty();
    assertThat(refusals(container + "  substitute: true\n  swap: ${vars.x}\n")).hasSize(1);
  }

  private static List<String> refusals(Path directory) throws IOException {
    var refusals = new ArrayList<String>();
    for (Path file : yamlFiles(directory)) {
      refusals.addAll(refusals(Files.readString(file)));
    }
    return refusals;
  }

  private static List<String> refusals(String yaml) {
    var load = new Load(LoadSettings.builder().setSchema(new CoreSchema()).build());
    var refusals = new ArrayList<String>();
    try {
      for (Object document : load.loadAllFromString(yaml)) {
        JsonNode tree = MAPPER.valueToTree(document);
        SCHEMA.validate(tree).forEach(error -> refusals.add(error.toString()));
      }
    } catch (YamlEngineException | NumberFormatException broken) {
      // no YAML for anybody, or .nan and .inf, which JSON cannot hold
      refusals.add(String.valueOf(broken.getMessage()));
    }
    return refusals;
  }

  private static List<Path> yamlFiles(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }
}
