package dev.setpoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.fixture.Golden;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeps {@code docs/cli.md} as the help of the verbs says it. */
class ManualTest {
  @TempDir Path data;

  @Test
  void everyVerbHasItsPageWithAnExample() {
    var page = new StringBuilder();
    page.append("# The command line\n\n")
        .append("This page is the help of the verbs, written by `ManualTest`; run it with\n")
        .append("`-Dgolden=update` after a change.\n\n```\n")
        .append(help("--help"))
        .append("```\n");
    for (String verb : new Verbs().names()) {
      String help = help(verb, "--help");
      assertThat(help).as(verb).contains("Example:");
      page.append("\n## ").append(verb).append("\n\n```\n").append(help).append("```\n");
    }
    Golden.checkFile(Path.of("docs/cli.md"), page.toString());
  }

  private String help(String... args) {
    var result = new CliFixture(data).run(args);
    assertThat(result.code()).isZero();
    return result.out();
  }
}
