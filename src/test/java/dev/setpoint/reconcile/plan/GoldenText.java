package dev.setpoint.reconcile.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares text with a checked-in file; {@code -Dgolden=update} rewrites the file instead. */
final class GoldenText {
  private static final Path ROOT = Path.of("src/test/resources/golden/reconcile");

  private GoldenText() {}

  static void check(String name, String actual) throws IOException {
    Path file = ROOT.resolve(name);
    if ("update".equals(System.getProperty("golden"))) {
      Files.createDirectories(ROOT);
      Files.writeString(file, actual);
    }
    assertThat(actual)
        .as("%s (run with -Dgolden=update to accept)", file)
        .isEqualTo(Files.exists(file) ? Files.readString(file) : "");
  }
}
