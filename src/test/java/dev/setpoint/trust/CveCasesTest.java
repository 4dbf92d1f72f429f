package dev.setpoint.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of known mistakes names tests that exist, and every case. */
class CveCasesTest {
  private static final Pattern TEST =
      Pattern.compile("`([A-Z][A-Za-z0-9]+Test)(?:\\.([a-zA-Z]+))?`");

  @Test
  void everyCaseHasItsTestOrItsReason() throws IOException {
    String page = Files.readString(Path.of("docs/reference/cve-cases.md"));
    assertThat(
            page.lines().filter(line -> line.startsWith("| T")).map(line -> line.split(" ", -1)[1]))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 28).mapToObj(n -> "T" + n).toList());
    Map<String, String> sources = sources();
    for (MatchResult named : TEST.matcher(page).results().toList()) {
      assertThat(sources).containsKey(named.group(1));
      String method = named.group(2);
      if (method != null) {
        assertThat(sources.get(named.group(1))).as(named.group()).contains(" " + method + "(");
      }
    }
  }

  private static Map<String, String> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      return files
          .filter(file -> file.toString().endsWith("Test.java"))
          .collect(
              Collectors.toMap(
                  file -> String.valueOf(file.getFileName()).replace(".java", ""),
                  CveCasesTest::text,
                  (one, other) -> one + other));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
