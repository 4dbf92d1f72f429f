package dev.setpoint.manifest.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.fixture.Golden;
import dev.setpoint.fixture.InMemoryTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every hostile repository is refused, with exactly the message that its directory holds. */
class HostileCorpusTest {
  static final Path CORPUS = Path.of("src/test/resources/hostile");

  @TestFactory
  Stream<DynamicTest> refusesEachWithItsMessage() throws IOException {
    return cases().stream()
        .map(directory ->
            DynamicTest.dynamicTest(
                directory.getFileName().toString(), () -> checkMessage(directory)));
  }

  @Test
  void theCorpusIsThere() throws IOException {
    assertThat(cases()).hasSizeGreaterThanOrEqualTo(90);
  }

  @Test
  void everyMessageNamesPlaceReasonAndRemedy() throws IOException {
    for (Path directory : cases()) {
      for (String line : Files.readAllLines(directory.resolve("expected.txt"))) {
        assertThat(line)
            .as(directory.toString())
            .matches("[a-z./-]+:\\d+:\\d+: [^,].*, .+, .+[^.]")
            .doesNotContainPattern("[\\p{Cntrl}\\p{Cf}]");
      }
    }
  }

  private static void checkMessage(Path directory) {
    var tree = InMemoryTree.ofDirectory(directory).without("expected.txt");

    ReadResult result = new ManifestReader().read(tree);

    assertThat(result).isInstanceOf(ReadResult.Invalid.class);
    Golden.checkFile(directory.resolve("expected.txt"), result.toString());
  }

  static List<Path> cases() throws IOException {
    try (Stream<Path> directories = Files.list(CORPUS)) {
      return directories.filter(Files::isDirectory).sorted().toList();
    }
  }
}
