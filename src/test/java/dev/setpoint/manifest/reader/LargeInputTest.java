package dev.setpoint.manifest.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.fixture.InMemoryTree;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Input made to exhaust memory or time is refused early and says why. */
class LargeInputTest {
  private static final String HEAD =
      """
      apiVersion: setpoint.dev/v1
      kind: Container
      metadata: {name: web}
      spec:
        nodes: {names: [local]}
        image: shop/web
      """;

  @Test
  void refusesTenThousandLevels() {
    assertThat(problemsOf(HEAD + "  env: " + "[".repeat(10_000)))
        .contains("more than 32 levels are nested");
  }

  @Test
  void refusesALargeScalarByTheSizeOfItsFile() {
    assertThat(problemsOf(HEAD + "  hostname: " + "a".repeat(1 << 21)))
        .contains("a manifest file may have at most 1048576");
  }

  @Test
  void refusesAHundredThousandKeys() {
    String keys =
        IntStream.range(0, 100_000).mapToObj(i -> "k" + i + ": 1\n").collect(Collectors.joining());

    assertThat(problemsOf(keys)).contains("this document has more than 50000 values");
  }

  @Test
  void refusesTooManyDocuments() {
    var documents = new StringBuilder();
    for (int i = 0; i <= 1_000; i++) {
      documents.append(HEAD.replace("name: web", "name: web-" + i)).append("---\n");
    }

    assertThat(problemsOf(documents.toString())).contains("more than 1000 documents");
  }

  @Test
  void refusesANumberOfAHundredThousandDigits() {
    assertThat(problemsOf(HEAD + "  pids: " + "9".repeat(100_000)))
        .contains("spec.pids is \"9999")
        .hasSizeLessThan(1_000);
  }

  @Test
  void refusesABombThatStaysUnderTheLimitOfAliases() {
    String wide = "x, ".repeat(9_000);
    String bomb = "a: &a [" + wide + "]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\n";

    assertThat(problemsOf(bomb)).contains("with its aliases written out it is too large");
  }

  @Test
  void saysOnlyTheFirstProblemsAndCountsTheRest() {
    Map<String, String> files = new TreeMap<>();
    for (int i = 0; i < 1_000; i++) {
      files.put("%04d.yaml".formatted(i), "nonsense: true\n");
    }

    assertThat(new ManifestReader().read(InMemoryTree.of(files)))
        .isInstanceOfSatisfying(
            ReadResult.Invalid.class,
            invalid -> {
              assertThat(invalid.problems()).hasSize(ManifestReader.MAX_PROBLEMS).isSorted();
              assertThat(invalid.omitted()).isEqualTo(1_000 - ManifestReader.MAX_PROBLEMS);
              assertThat(invalid.toString()).endsWith("and 800 more\n");
            });
  }

  @Test
  void aChainOfTenThousandDependenciesNeedsNoStack() {
    var text = new StringBuilder();
    Map<String, String> files = new TreeMap<>();
    for (int i = 0; i < 10_000; i++) {
      text.append(HEAD.replace("web", "c" + i))
          .append("  dependsOn: [c" + (i + 1) % 10_000 + "]\n---\n");
      if (i % 500 == 499) {
        files.put(i + ".yaml", text.toString());
        text.setLength(0);
      }
    }

    assertThat(new ManifestReader().read(InMemoryTree.of(files)).toString())
        .contains("closes the circle c0 -> c1")
        .contains("more) -> c0");
  }

  private static String problemsOf(String yaml) {
    ReadResult result = new ManifestReader().read(InMemoryTree.of(Map.of("web.yaml", yaml)));

    assertThat(result).isInstanceOf(ReadResult.Invalid.class);
    return result.toString();
  }
}
