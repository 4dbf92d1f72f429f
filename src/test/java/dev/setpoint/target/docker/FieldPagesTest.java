package dev.setpoint.target.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.reconcile.field.FieldTable;
import dev.setpoint.target.docker.fields.Profile;
import dev.setpoint.target.docker.fields.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The tables in the pages about targets are those that the driver uses. */
class FieldPagesTest {
  private static final String BEGIN = "<!-- fields: written by FieldPagesTest -->";
  private static final String END = "<!-- end of fields -->";

  @Test
  void pageOfDockerTellsTheTables() throws IOException {
    check(Path.of("docs/targets/docker.md"), new Rows(Profile.DOCKER));
  }

  @Test
  void pageOfPodmanTellsTheTables() throws IOException {
    check(Path.of("docs/targets/podman.md"), new Rows(Profile.PODMAN));
  }

  private static void check(Path page, Rows rows) throws IOException {
    String text = Files.readString(page);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    assertThat(begin).isPositive().isLessThan(end);
    String expected = text.substring(0, begin) + "\n" + tables(rows) + text.substring(end);
    if ("update".equals(System.getProperty("golden"))) {
      Files.writeString(page, expected);
    }
    assertThat(Files.readString(page)).isEqualTo(expected);
  }

  private static String tables(Rows rows) {
    var out = new StringBuilder();
    for (ResourceKind kind :
        List.of(ResourceKind.CONTAINER, ResourceKind.NETWORK, ResourceKind.VOLUME)) {
      out.append("\n### ").append(kind.yamlName()).append("\n\n");
      out.append("| field | equal when | corrected by | class |\n|---|---|---|---|\n");
      for (FieldTable.Rule rule : rows.table(kind).rules()) {
        out.append(
            "| `%s` | %s | %s | %s |\n"
                .formatted(rule.path(), word(rule.match()), word(rule.remedy()), rule.group()));
      }
    }
    return out.append("\n").toString();
  }

  private static String word(FieldTable.Match match) {
    return switch (match) {
      case EXACT -> "exactly as declared";
      case ALLOW_MORE -> "all declared is there; more may be";
      case ALLOW_INHERITED -> "as declared, plus what image or engine bring along";
    };
  }

  private static String word(FieldTable.Remedy remedy) {
    return switch (remedy) {
      case IN_PLACE -> "changing it in place";
      case RUN_STATE -> "starting or stopping";
      case REPLACE -> "replacing";
      case REPORT -> "a human: it is only reported";
      case RESTART -> remedy.name().toLowerCase(Locale.ROOT);
    };
  }
}
