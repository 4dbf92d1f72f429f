package dev.setpoint;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The repository's own files, as the tests of its form read them. */
final class SourceFiles {
  static final Path ROOT = Path.of("").toAbsolutePath();
  private static final Set<String> NOT_OURS = Set.of(".git", "target", ".idea", ".vscode");

  private SourceFiles() {}

  /** Java files of the main sources. */
  static List<Path> main() {
    return below("src/main/java", ".java");
  }

  /** Java files of the tests. */
  static List<Path> tests() {
    return below("src/test/java", ".java");
  }

  /** Every file of the repository, build results left out. */
  static List<Path> all() {
    return below("", "");
  }

  /** Files in a folder and below whose name ends so, sorted; none when there is no such folder. */
  static List<Path> below(String folder, String ending) {
    Path start = ROOT.resolve(folder);
    if (!Files.isDirectory(start)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(start)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(ending))
          .filter(file -> !NOT_OURS.contains(ROOT.relativize(file).getName(0).toString()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** A file of the repository as text. */
  static String read(String path) throws IOException {
    return Files.readString(ROOT.resolve(path));
  }

  /** Content of a text file; empty for one that is not UTF-8, such as an archive of test data. */
  static Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (MalformedInputException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** How a file is called in messages. */
  static String name(Path file) {
    return ROOT.relativize(file).toString();
  }
}
