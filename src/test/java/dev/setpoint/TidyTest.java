package dev.setpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Sizes, comments and words of the sources. The limits may be lowered, never raised. */
class TidyTest {
  private static final int FILE_LINES = 350;
  private static final int TEST_FILE_LINES = 500;
  private static final int BODY_LINES = 45;
  private static final int PARAMETERS = 6;
  private static final int COMPLEXITY = 10;
  private static final int FILES_PER_PACKAGE = 20;
  private static final int COLUMNS = 100;

  /** Written in halves, so that this file does not hold what it looks for. */
  private static final List<String> BANNED_HOSTS =
      List.of(
          "repo.maven." + "apache.org",
          "repo1.maven." + "org",
          "plugins.gradle" + ".org",
          "deb.debian" + ".org",
          "ftp.debian" + ".org",
          "security.debian" + ".org",
          "archive.ubuntu" + ".com",
          "registry.npmjs" + ".org",
          "pypi" + ".org",
          "registry-1.docker" + ".io",
          "hub.docker" + ".com",
          "ghcr" + ".io",
          "quay" + ".io",
          "mcr.microsoft" + ".com",
          "registry.k8s" + ".io");

  private static final Pattern BANNED_WORDS =
      Pattern.compile(
          "(?<![\\w$}.])/wor"
              + "k/|\\bClau"
              + "de\\b|\\bAnthro"
              + "pic\\b|\\bChat"
              + "GPT\\b|\\bA"
              + "I\\b|\\bLL"
              + "M\\b");

  private static final Pattern OPEN_WORK = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");
  private static final Pattern DECISION = Pattern.compile("(?i)adr[-/ ]?\\d{4}");

  @Test
  void filesAreShort() {
    List<String> problems =
        Stream.concat(
                longerThan(FILE_LINES, SourceFiles.main()),
                longerThan(TEST_FILE_LINES, SourceFiles.tests()))
            .toList();
    none(problems, "files that are too long: find the missing concept and give it its own file");
  }

  @Test
  void methodsAreSmall() throws IOException {
    SourceShape shape = SourceShape.of(javaFiles());
    List<String> problems = new ArrayList<>();
    problems.addAll(methods(shape, m -> m.lines() > BODY_LINES, "more than %d lines", BODY_LINES));
    problems.addAll(
        methods(shape, m -> m.parameters() > PARAMETERS, "more than %d parameters", PARAMETERS));
    problems.addAll(
        methods(shape, m -> m.complexity() > COMPLEXITY, "more than %d branches", COMPLEXITY));
    none(
        problems,
        "methods that are too large: name the steps, one method each; many parameters are a record"
            + " without a name, many branches a missing table or sealed type");
    none(shape.locks(), "synchronized blocks: use a ReentrantLock and say what it guards");
  }

  @Test
  void everyTypeSaysWhatItIs() throws IOException {
    Stream<SourceShape.Type> main = SourceShape.of(SourceFiles.main()).types().stream();
    Stream<SourceShape.Type> tests =
        SourceShape.of(SourceFiles.tests()).types().stream().filter(type -> !type.nested());
    none(
        Stream.concat(main, tests)
            .filter(type -> !type.documented())
            .map(SourceShape.Type::place)
            .toList(),
        "types without Javadoc: its first sentence says what the type is");
  }

  @Test
  void linesFitOnTheScreen() {
    List<String> problems =
        SourceFiles.main().stream()
            .flatMap(file -> lines(file, line -> line.length() > COLUMNS && !isUnbreakable(line)))
            .toList();
    none(problems, "lines longer than " + COLUMNS + " columns");
  }

  @Test
  void packagesAreSmallAndIntroduceThemselves() {
    Map<Path, List<Path>> main = byFolder(SourceFiles.main());
    Map<Path, List<Path>> tests = byFolder(SourceFiles.tests());
    none(tooFull(main), "packages with too many files: a sub-room is missing");
    none(tooFull(tests), "test packages with too many files: a sub-room is missing");
    none(
        main.keySet().stream()
            .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
            .map(SourceFiles::name)
            .toList(),
        "packages without package-info.java: say what lives here, what not, and the door types");
    none(
        tests.keySet().stream()
            .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
            .filter(folder -> !Files.exists(mainTwin(folder).resolve("package-info.java")))
            .map(SourceFiles::name)
            .toList(),
        "test packages that main does not have and that lack a package-info.java");
  }

  @Test
  void openWorkNamesItsDecision() {
    none(
        texts()
            .flatMap(file ->
                lines(
                    file, line -> OPEN_WORK.matcher(line).find() && !DECISION.matcher(line).find()))
            .toList(),
        "open ends: finish them, or name the decision as in adr/0007");
  }

  @Test
  void theRepositorySpeaksOfItselfAlone() {
    none(
        texts().flatMap(file -> lines(file, TidyTest::speaksOfElsewhere)).toList(),
        "host names of package registries, or words of a workplace: the machine's own settings say"
            + " where packages come from");
  }

  @Test
  void everyGoldenFileIsUsed() {
    String tests =
        SourceFiles.tests().stream()
            .flatMap(file -> SourceFiles.text(file).stream())
            .collect(Collectors.joining("\n"));
    Path golden = SourceFiles.ROOT.resolve("src/test/resources/golden");
    none(
        SourceFiles.below("src/test/resources/golden", "").stream()
            .map(golden::relativize)
            .filter(file -> !isMentioned(file, tests))
            .map(Path::toString)
            .toList(),
        "golden files whose folder no test names: remove them");
  }

  @Test
  void theIndexOfDecisionsIsComplete() throws IOException {
    List<Path> decisions =
        SourceFiles.below("docs/adr", ".md").stream()
            .filter(file -> !file.endsWith("README.md"))
            .toList();
    String index = SourceFiles.read("docs/adr/README.md");
    none(
        decisions.stream()
            .map(file -> String.valueOf(file.getFileName()))
            .filter(name -> !index.contains("](" + name + ")"))
            .toList(),
        "decisions that docs/adr/README.md does not list");
    for (int i = 0; i < decisions.size(); i++) {
      assertThat(String.valueOf(decisions.get(i).getFileName()))
          .as("decisions are numbered without gaps, one number each")
          .matches("%04d-[a-z0-9-]+\\.md".formatted(i + 1));
      assertThat(Files.readString(decisions.get(i)))
          .as(SourceFiles.name(decisions.get(i)))
          .contains("## Context", "## Decision", "## Consequences");
    }
    Matcher links = Pattern.compile("]\\(([^)]+)\\)").matcher(index);
    while (links.find()) {
      assertThat(SourceFiles.ROOT.resolve("docs/adr").resolve(links.group(1))).exists();
    }
  }

  private static void none(List<String> problems, String what) {
    assertThat(problems).as(what).isEmpty();
  }

  private static List<Path> javaFiles() {
    return Stream.concat(SourceFiles.main().stream(), SourceFiles.tests().stream()).toList();
  }

  private static Stream<Path> texts() {
    return SourceFiles.all().stream();
  }

  private static Stream<String> longerThan(int limit, List<Path> files) {
    return files.stream()
        .flatMap(file ->
            SourceFiles.text(file).stream()
                .mapToLong(text -> text.lines().count())
                .filter(lines -> lines > limit)
                .mapToObj(lines -> "%s: %d of %d".formatted(SourceFiles.name(file), lines, limit)));
  }

  private static List<String> methods(
      SourceShape shape, Predicate<SourceShape.Method> tooMuch, String what, int limit) {
    return shape.methods().stream()
        .filter(tooMuch)
        .map(method -> method + ": " + what.formatted(limit))
        .toList();
  }

  private static Stream<String> lines(Path file, Predicate<String> wanted) {
    List<String> lines =
        SourceFiles.text(file).map(text -> text.lines().toList()).orElse(List.of());
    return IntStream.range(0, lines.size())
        .filter(i -> wanted.test(lines.get(i)))
        .mapToObj(i -> "%s:%d: %s".formatted(SourceFiles.name(file), i + 1, lines.get(i).strip()));
  }

  private static boolean isUnbreakable(String line) {
    return line.startsWith("import ") || line.contains("://");
  }

  private static boolean speaksOfElsewhere(String line) {
    return BANNED_HOSTS.stream().anyMatch(line::contains) || BANNED_WORDS.matcher(line).find();
  }

  private static Map<Path, List<Path>> byFolder(List<Path> files) {
    return files.stream()
        .collect(
            Collectors.groupingBy(
                file -> file.resolveSibling("").normalize(), TreeMap::new, Collectors.toList()));
  }

  private static List<String> tooFull(Map<Path, List<Path>> folders) {
    return folders.entrySet().stream()
        .filter(folder ->
            folder.getValue().stream().filter(f -> !f.endsWith("package-info.java")).count()
                > FILES_PER_PACKAGE)
        .map(folder -> SourceFiles.name(folder.getKey()) + ": " + folder.getValue().size())
        .toList();
  }

  private static Path mainTwin(Path testFolder) {
    Path tests = SourceFiles.ROOT.resolve("src/test/java");
    return SourceFiles.ROOT.resolve("src/main/java").resolve(tests.relativize(testFolder));
  }

  /** A test names a golden file by its own name, or by a folder above it (room/case). */
  private static boolean isMentioned(Path file, String tests) {
    if (tests.contains("\"" + file.getFileName() + "\"")) {
      return true;
    }
    for (Path folder = file.getParent(); folder != null; folder = folder.getParent()) {
      boolean named = folder.getNameCount() > 1 && tests.contains(folder.toString());
      if (named || tests.contains("golden/" + folder)) {
        return true;
      }
    }
    return false;
  }
}
