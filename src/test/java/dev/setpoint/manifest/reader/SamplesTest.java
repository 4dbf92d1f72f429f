package dev.setpoint.manifest.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.fixture.InMemoryTree;
import dev.setpoint.manifest.ResourceId;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The repository that the demo follows is sound. */
class SamplesTest {
  @Test
  void theSampleRepositoryIsValid() {
    var tree = InMemoryTree.ofDirectory(Path.of("samples/repo"));

    ReadResult result = new ManifestReader().read(tree);

    assertThat(result)
        .isInstanceOfSatisfying(
            ReadResult.Valid.class,
            valid -> {
              assertThat(valid.manifests().byId().keySet())
                  .extracting(ResourceId::toString)
                  .containsExactly(
                      "node/local",
                      "policy/worker-tuning",
                      "network/shop",
                      "volume/shop-data",
                      "container/api",
                      "container/migrate",
                      "container/web",
                      "container/worker");
              assertThat(valid.manifests().filesOf(ResourceId.container("web")))
                  .extracting(file -> file.path())
                  .containsExactly("files/index.html");
            });
  }
}
