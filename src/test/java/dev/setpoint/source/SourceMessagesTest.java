package dev.setpoint.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The words for people: one golden file of every message, and the page that explains them. */
class SourceMessagesTest {
  @Test
  void everyMessageSaysWhatWhereWhyAndWhatToDo() {
    String all =
        Arrays.stream(SourceFailure.values())
            .map(reason ->
                reason
                    + (reason.needsPerson() ? " (held)" : " (failed)")
                    + "\n  "
                    + reason.message("https://host.example/fleet.git", "the particular"))
            .collect(Collectors.joining("\n", "", "\n"));

    Golden.assertMatches("messages.txt", all);
  }

  @ParameterizedTest
  @EnumSource(SourceFailure.class)
  void thePageNamesEveryReasonWithItsRemedy(SourceFailure reason) throws IOException {
    String page = Files.readString(Path.of("docs/source.md"));

    assertThat(page)
        .contains(
            "| <a id=\"%s\"></a>`%s` | %s | %s |"
                .formatted(reason.anchor(), reason.word(), reason.problem(), reason.remedy()));
  }

  @Test
  void thePageStatesTheStandardLimits() throws IOException {
    SourceLimits limits = SourceLimits.standard();
    String page = Files.readString(Path.of("docs/source.md"));

    assertThat(page)
        .contains("| `fetchBytes` | " + limits.fetchBytes() / 1024 / 1024 + " MiB |")
        .contains("| `objectBytes` | " + limits.objectBytes() / 1024 / 1024 + " MiB |")
        .contains("| `objectCount` | " + limits.objectCount() + " |")
        .contains("| `refCount` | " + limits.refCount() + " |")
        .contains("| `fileCount` | " + limits.fileCount() + " |")
        .contains("| `treeDepth` | " + limits.treeDepth() + " |")
        .contains("| `totalBytes` | " + limits.totalBytes() / 1024 / 1024 + " MiB |")
        .contains("| `idleTime` | " + limits.idleTime().toSeconds() + " s |")
        .contains("| `fetchTime` | " + limits.fetchTime().toSeconds() + " s |");
  }
}
