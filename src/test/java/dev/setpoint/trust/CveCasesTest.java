package dev.setpoint.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;

/** The page of known mistakes names, for every case, tests that run, or says why it needs none. */
class CveCasesTest {
  private static final Path SOURCES = Path.of("src/test/java");
  private static final Path CORPUS = Path.of("src/test/resources/hostile");
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+Test)\\.(\\w+)`");
  private static final Pattern HOSTILE = Pattern.compile("`([a-z]+(?:-[a-z0-9]+)+)`");
  private static final Pattern CODE = Pattern.compile("`[^`]+`");

  private static List<String> rows() throws IOException {
    return Files.readAllLines(Path.of("docs/reference/cve-cases.md")).stream()
        .filter(line -> line.startsWith("| T"))
        .toList();
  }

  @Test
  void everyCaseIsThereOnceAndInOrder() throws IOException {
    assertThat(rows().stream().map(row -> row.split(" ", -1)[1]))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 28).mapToObj(n -> "T" + n).toList());
  }

  @Test
  void everyCaseNamesATestOrSaysWhyItDoesNotApply() throws IOException {
    for (String row : rows()) {
      assertThat(TEST.matcher(row).find() || row.contains("| does not apply: ")).as(row).isTrue();
      // What stands in code is a test or a hostile repository, so that all of it is looked up.
      assertThat(CODE.matcher(row).results().map(MatchResult::group))
          .as(row)
          .allMatch(code -> TEST.matcher(code).matches() || HOSTILE.matcher(code).matches());
    }
  }

  @Test
  void everyTestThatIsNamedRuns() throws IOException, ClassNotFoundException {
    Map<String, List<Path>> files = files();
    for (MatchResult named : results(TEST)) {
      List<Path> found = files.getOrDefault(named.group(1), List.of());
      assertThat(found).as("files of " + named.group()).hasSize(1);
      assertThat(tests(found.getFirst())).as(named.group()).contains(named.group(2));
    }
  }

  @Test
  void everyHostileRepositoryThatIsNamedIsThere() throws IOException {
    for (MatchResult named : results(HOSTILE)) {
      assertThat(CORPUS.resolve(named.group(1))).isDirectory();
    }
  }

  private static List<MatchResult> results(Pattern pattern) throws IOException {
    return rows().stream().flatMap(row -> pattern.matcher(row).results()).toList();
  }

  private static Map<String, List<Path>> files() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .filter(file -> file.toString().endsWith("Test.java"))
          .map(SOURCES::relativize)
          .collect(
              Collectors.groupingBy(
                  file -> String.valueOf(file.getFileName()).replace(".java", "")));
    }
  }

  private static Set<String> tests(Path file) throws ClassNotFoundException {
    String name = file.toString().replace(".java", "").replace('/', '.');
    Class<?> type = Class.forName(name, false, CveCasesTest.class.getClassLoader());
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method ->
            method.isAnnotationPresent(Test.class)
                || method.isAnnotationPresent(TestFactory.class)
                || method.isAnnotationPresent(ParameterizedTest.class))
        .map(method -> method.getName())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
