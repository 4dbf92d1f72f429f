package dev.setpoint.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Texts for people, kept as files; {@code -Dgolden=update} writes them anew. */
final class Golden {
  private static final Path DIRECTORY = Path.of("src/test/resources/golden/source");

  private Golden() {}

  static void assertMatches(String name, String text) {
    Path file = DIRECTORY.resolve(name);
    try {
      if ("update".equals(System.getProperty("golden"))) {
        Files.createDirectories(DIRECTORY);
        Files.writeString(file, text);
      }
      assertThat(file).hasContent(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
