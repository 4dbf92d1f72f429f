package dev.setpoint.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page of reasons names each reason, with cause and remedy. */
class ReasonsDocumentTest {
  private static final Path DOCUMENT = Path.of("docs/reasons.md");

  @Test
  void everyReasonHasOneRowWithCauseAndRemedy() throws IOException {
    List<String> words =
        Files.readString(DOCUMENT)
            .lines()
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.split("\\|", -1))
            .filter(cells -> cells.length == 5 && cells[2].length() > 10 && cells[3].length() > 5)
            .map(cells -> cells[1].strip().replace("`", ""))
            .toList();
    assertThat(words)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(FailureReason.values()).map(FailureReason::word).toList());
  }
}
