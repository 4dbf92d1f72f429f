package dev.setpoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.api.ControlledWorld;
import dev.setpoint.api.FakeApi;
import dev.setpoint.api.Worlds;
import dev.setpoint.fixture.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verbs that ask a running controller, in text and JSON; transcripts in {@code golden/cli}. */
class AskingVerbsTest {
  @TempDir Path data;

  private CliFixture.Result run(ControlledWorld world, String... args) throws IOException {
    try (var _ = new FakeApi(world, data)) {
      return new CliFixture(data).run(args);
    }
  }

  private void golden(String name, ControlledWorld world, String... args) throws IOException {
    var result = run(world, args);
    Golden.check("cli", name + ".txt", CliFixture.transcript(args, result));
  }

  @ParameterizedTest
  @CsvSource({
    "status, status",
    "status-json, status --output json",
    "nodes, nodes",
    "nodes-json, nodes -l role=edge -o json",
    "approve, approve 0123456789ab",
    "approve-nothing, approve nothing",
    "drift, drift",
    "drift-json, drift --output json",
    "plan, plan",
    "plan-json, plan -o json",
    "explain, explain container/web",
    "explain-json, explain container/web --output=json",
    "explain-near-miss, explain contaner/web",
    "explain-unknown, explain wep",
    "explain-unknown-id, explain container/dv",
    "explain-ambiguous, explain web",
    "history, history container/web",
    "history-json, history container/web -o json",
    "history-nothing, history network/shop",
    "audit-list, audit list",
    "audit-list-page, audit list --limit 2 --before 6",
    "audit-list-of, audit list --resource container/web --since 2m",
    "audit-list-json, audit list --limit 3 -o json",
    "audit-show, audit show 3",
    "audit-show-json, audit show 4 -o json",
    "audit-show-nothing, audit show 99",
    "audit-bad-page, audit list --limit 5000",
    "suspend-node, suspend --node local --for 2h",
    "suspend-nothing, suspend",
    "suspend-json, suspend container/web -o json",
    "resume, resume container/web",
    "resume-not-suspended, resume db",
    "resume-unknown-node, resume --node elsewhere",
    "rollback-none, rollback container/web",
    "rollback-unknown, rollback instance/elsewhere",
    "reset, reset container/web --wipe data --yes --why broken",
    "reset-json, reset container/web --wipe data --yes -o json",
    "reset-not-confirmed, reset container/web --wipe data --wipe logs",
    "sync, sync",
    "source-accept-short, source accept 47fd7de",
    "source-unknown, source refuse 47fd7de",
    "token-create, token create web1",
    "token-create-json, token create web1 -o json",
    "token-create-person, token create --person ben --role viewer",
    "token-create-bad-node, token create Web1",
    "token-create-bad-role, token create --person ben --role root",
    "token-create-too-long, token create web1 --for 2d",
    "token-list-nothing, token list",
    "token-revoke-nothing, token revoke 0123456789abcdef",
    "node-revoke, node revoke web1 --why sold",
    "node-release, node release db1",
    "node-release-nothing, node release web1",
  })
  void printsWhatADriftedWorldSays(String name, String line) throws IOException {
    golden(name, Worlds.drifted(), line.split(" ", -1));
  }

  @ParameterizedTest
  @CsvSource({"quiet-status, status", "quiet-drift, drift", "quiet-plan, plan"})
  void endsWithZeroWhenNothingDiffers(String name, String line) throws IOException {
    golden(name, Worlds.quiet(), line.split(" ", -1));
  }

  @ParameterizedTest
  @CsvSource({"held-status, status", "held-drift, drift"})
  void saysWhatCannotBeTold(String name, String line) throws IOException {
    golden(name, Worlds.held(), line.split(" ", -1));
  }

  @Test
  void neverPrintsASecretOrAControlCharacter() throws IOException {
    for (String verb : new String[] {"status", "drift", "plan", "audit list", "audit show 3"}) {
      var result = run(Worlds.drifted(), verb.split(" ", -1));
      assertThat(result.out()).doesNotContain("correct horse", "battery staple", "\u001b");
    }
  }

  @Test
  void coloursOnlyATerminalThatDoesNotRefuseIt() throws IOException {
    try (var _ = new FakeApi(Worlds.drifted(), data)) {
      var cli = new CliFixture(data).onTerminal();
      String dir = data.toString();
      assertThat(cli.run("status").out()).contains("\u001b[31mstalled\u001b[0m");
      var refused = Map.of("SETPOINT_DATA", dir, "NO_COLOR", "1");
      assertThat(cli.run(refused, "status").out()).doesNotContain("\u001b");
    }
  }

  @Test
  void handsOverWhichCommitMayFollow() throws IOException {
    String commit = "47fd7de080591b1c3c2b8fbb0d0a4f0b5a8f3e11";
    try (var api = new FakeApi(Worlds.drifted(), data)) {
      new CliFixture(data).run("source", "accept", commit);
      assertThat(api.control().told()).containsExactly("accept " + commit + " by ann", "sync");
    }
  }

  @Test
  void handsOverWhoSuspendsAndWhy() throws IOException {
    try (var api = new FakeApi(Worlds.drifted(), data)) {
      new CliFixture(data).run("suspend", "container/web", "--for", "1h30m", "--why", "a look");
      assertThat(api.control().told())
          .containsExactly("suspend local container/web by ann: a look until 2026-11-20T11:30:00Z");
    }
  }

  @Test
  void plansWithTheFilesOfALocalDirectory(@TempDir Path manifests) throws IOException {
    Files.writeString(manifests.resolve("web.yaml"), "kind: Container\n");
    try (var api = new FakeApi(Worlds.quiet(), data)) {
      var result = new CliFixture(data).run("plan", manifests.toString());
      assertThat(result.code()).isZero();
      var tree = Objects.requireNonNull(api.control().plannedWith());
      assertThat(tree.find("web.yaml").map(tree::read))
          .hasValueSatisfying(content -> assertThat(content).asString().contains("Container"));
    }
  }

  @Test
  void namesTheProblemsOfALocalDirectoryThatCannotBePlanned(@TempDir Path manifests)
      throws IOException {
    Files.writeString(manifests.resolve("broken.yaml"), "imgae: x\n");
    try (var _ = new FakeApi(Worlds.quiet(), data)) {
      var result = new CliFixture(data).run("plan", manifests.toString());
      Golden.check(
          "cli", "plan-invalid.txt", CliFixture.transcript(new String[] {"plan", "DIR"}, result));
    }
  }

  @Test
  void saysHowToStartAControllerWhenNoneRuns() {
    var result = new CliFixture(data).run("status");
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.err()).contains("No controller is running on " + data, "setpoint up --repo");
  }

  @Test
  void saysTheSameWhenTheControllerHasGone() throws IOException {
    new FakeApi(Worlds.quiet(), data).close();
    var result = new CliFixture(data).run("status", "--output", "json");
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.out()).contains("\"error\":\"ControllerNotRunning\"");
  }

  @Test
  void isNotLetInWithAnotherToken() throws IOException {
    try (var _ = new FakeApi(Worlds.quiet(), data)) {
      Files.writeString(data.resolve("api-token"), "0".repeat(64));
      var result = new CliFixture(data).run("status");
      assertThat(result.code()).isEqualTo(3);
      assertThat(result.err()).contains("needs the token");
    }
  }
}
