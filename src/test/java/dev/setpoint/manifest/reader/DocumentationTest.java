package dev.setpoint.manifest.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.fixture.Golden;
import dev.setpoint.fixture.InMemoryTree;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.kinds.ManifestSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documentation says of manifests is what the reader does. */
class DocumentationTest {
  @ParameterizedTest
  @MethodSource("dev.setpoint.manifest.ResourceKind#written")
  void theReferencePagesAreGenerated(ResourceKind kind) {
    String page =
        """
        # %s

        Generated from the shapes that the reader uses (`mvn test -Dtest=DocumentationTest \
        -Dgolden=update`); do not edit. What all kinds share is in [manifests](../manifests.md).

        %s\
        """
            .formatted(kind.yamlName(), ManifestSchema.referenceTable(kind));

    Golden.checkFile(Path.of("docs/reference/" + kind.word() + ".md"), page);
  }

  @Test
  void theBlocksOfEachPageAreAValidRepository() throws IOException {
    Map<Path, List<DocumentedYaml>> byPage = new LinkedHashMap<>();
    DocumentedYaml.all()
        .forEach(block ->
            byPage.merge(
                block.page(),
                List.of(block),
                (all, more) -> Stream.concat(all.stream(), more.stream()).toList()));
    assertThat(byPage).containsKey(Path.of("docs/manifests.md"));
    for (var page : byPage.entrySet()) {
      Map<String, String> files = new LinkedHashMap<>();
      files.put("files/index.html", "x");
      files.put("files/nginx.conf", "x");
      files.put("files/config.json", "{}");
      page.getValue().forEach(block -> files.put("line-" + block.line() + ".yaml", block.text()));

      ReadResult result = new ManifestReader().read(InMemoryTree.of(files));

      assertThat(result).as("%s: %s", page.getKey(), result).isInstanceOf(ReadResult.Valid.class);
    }
  }
}
