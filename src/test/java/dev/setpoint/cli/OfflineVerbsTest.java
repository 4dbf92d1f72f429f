package dev.setpoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.cli.session.UpOptions;
import dev.setpoint.cli.session.UpOptions.EngineChoice;
import dev.setpoint.cli.session.UpOptions.GitAccess;
import dev.setpoint.fixture.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verbs that need no controller, the options of {@code up}, and what is not understood. */
class OfflineVerbsTest {
  @TempDir Path data;

  private CliFixture.Result run(String... args) {
    return new CliFixture(data).run(args);
  }

  @ParameterizedTest
  @CsvSource({
    "help, --help",
    "version, version",
    "version-json, version -o json",
    "schema, schema",
    "unknown-verb, statsu",
    "unknown-option, status --outptu json",
    "bad-output, drift --output yaml",
    "bad-output-json, explain --output=json",
    "completion-unknown, completion fish",
    "up-without-repo, up",
    "up-bad-duration, up --repo /r --poll fast",
    "up-bad-port, up --repo /r --port 70000",
    "up-key-alone, up --repo git@h:r --ssh-key /k",
    "up-bad-engine, up --repo /r --engine lxc",
  })
  void says(String name, String line) {
    String[] args = line.split(" ", -1);
    Golden.check("cli", name + ".txt", CliFixture.transcript(args, run(args)));
  }

  @Test
  void validatesADirectory(@TempDir Path manifests) throws IOException {
    Files.writeString(manifests.resolve("web.yaml"), "kind: Container\n");
    var valid = run("validate", manifests.toString());
    assertThat(valid.out()).isEqualTo("valid (1 file)\n");
    assertThat(valid.code()).isZero();
    Files.writeString(manifests.resolve("broken.yaml"), "imgae: x\n");
    String[] shown = {"validate", "DIR"};
    var text = run("validate", manifests.toString());
    Golden.check("cli", "validate.txt", CliFixture.transcript(shown, text));
    var json = run("validate", manifests.toString(), "--output", "json");
    Golden.check("cli", "validate-json.txt", CliFixture.transcript(shown, json));
  }

  @Test
  void couldNotTellAboutADirectoryThatIsNotThere() {
    var result = run("validate", data.resolve("nowhere").toString());
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.err()).contains("is not a directory");
  }

  @Test
  void completesVerbsAndOptionsInBash() {
    var result = run("completion", "bash");
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("_complete_setpoint", "explain", "--known-hosts");
  }

  @Test
  void handsTheOptionsOfUpOver() {
    var cli = new CliFixture(data);
    var result =
        cli.run(
            "up --repo git@git.example:shop.git --branch live --path machines --poll 5s --sweep 1m"
                .concat(" --ssh-key /k --known-hosts /h --engine docker --engine podman=/p.sock")
                .concat(" --node edge1 --port 0")
                .split(" ", -1));
    assertThat(result.code()).isZero();
    assertThat(cli.started())
        .containsExactly(
            new UpOptions(
                "git@git.example:shop.git",
                "live",
                "machines",
                Duration.ofSeconds(5),
                Duration.ofMinutes(1),
                data,
                "edge1",
                0,
                new GitAccess.SshKey(Path.of("/k"), Path.of("/h")),
                List.of(new EngineChoice("docker", null), new EngineChoice("podman", "/p.sock")),
                null,
                false,
                null,
                true));
  }

  @Test
  void fillsInWhatUpWasNotTold() {
    var cli = new CliFixture(data);
    var result = cli.run("up", "--repo", "/srv/shop.git");
    assertThat(result.out())
        .contains("Following /srv/shop.git, asked about every 15 s.", "setpoint status --data");
    assertThat(cli.started())
        .containsExactly(
            UpOptions.local(
                "/srv/shop.git", UpOptions.DEFAULT_POLL, data, UpOptions.DEFAULT_PORT, List.of()));
  }
}
