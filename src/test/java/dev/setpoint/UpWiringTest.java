package dev.setpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.setpoint.audit.AuditEvent;
import dev.setpoint.fleet.NodeReport.Condition;
import dev.setpoint.reconcile.Cause;
import dev.setpoint.reconcile.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Controller, agent, git and record together, with the sample on the simulated engine. */
class UpWiringTest {
  private static final Path SAMPLE = Path.of("samples/repo");

  /** Never cleaned up: git's library still probes the disk's clock there when a test has ended. */
  @TempDir(cleanup = CleanupMode.NEVER)
  private Path home;

  private UpWorld settled() throws IOException, InterruptedException {
    var world = new UpWorld(home, SAMPLE);
    world.start();
    world.await("container/worker"); // last of the sample: it waits for all others
    return world;
  }

  private static void assertQuiet(UpWorld world) {
    int before = world.intents().size();
    for (int pass = 0; pass < 3; pass++) {
      world.up().control().sync();
    }
    var resources = world.up().control().nodes().getFirst().resources();
    assertThat(resources).hasSize(6).allMatch(each -> each.condition() == Condition.READY);
    assertThat(resources).allMatch(each -> each.drift() == null);
    assertThat(world.intents()).hasSize(before);
  }

  @Test
  void makesTheWholeSampleAndRests() throws IOException, InterruptedException {
    try (var world = settled()) {
      assertThat(world.engine.container("web").path("State").path("Running").asBoolean()).isTrue();
      assertThat(world.engine.container("migrate").path("State").path("ExitCode").asInt()).isZero();
      assertThat(world.intents()).hasSize(6).allMatch(each -> each.cause().equals("intentional"));
      assertQuiet(world);
    }
  }

  @Test
  void correctsWhatSomebodyChangesByHand() throws IOException, InterruptedException {
    try (var world = settled()) {
      world.engine.kill("web", "SIGKILL");
      world.engine.remove(world.engine.container("web").path("Id").asText());
      var removed = world.await("container/web");
      world.engine.stop("api", Duration.ZERO);
      var stopped = world.await("container/api");
      world.engine.update("web", JsonNodeFactory.instance.objectNode().put("Memory", 50_331_648));
      var changed = world.await("container/web");

      assertThat(removed.correction().verb()).isEqualTo("Create");
      assertThat(stopped.correction().verb()).isEqualTo("Start");
      assertThat(changed.correction().verb()).isEqualTo("Update");
      for (var each : new Object[] {removed.outcome(), stopped.outcome(), changed.outcome()}) {
        assertThat(each).isInstanceOf(Outcome.Corrected.class);
      }
      assertThat(changed.correction().due().cause()).isEqualTo(Cause.DRIFT);
      assertThat(memoryOfWeb(world)).isEqualTo(67_108_864);
      assertQuiet(world);
    }
  }

  @Test
  void takesWhatIsPushedAndChangesNothingElse()
      throws IOException, InterruptedException, GitAPIException {
    try (var world = settled()) {
      var apiBefore = world.engine.container("api").path("Id").asText();
      var web = Files.readString(world.work.resolve("shop/web.yaml"));
      world.push("shop/web.yaml", web.replace("memory: 64Mi", "memory: 96Mi"));
      world.up().control().sync();
      var news = world.await("container/web");

      assertThat(news.correction().due().cause()).isEqualTo(Cause.INTENTIONAL);
      assertThat(memoryOfWeb(world)).isEqualTo(100_663_296);
      assertThat(world.engine.container("api").path("Id").asText()).isEqualTo(apiBefore);
      assertThat(world.intents()).hasSize(7);
      assertQuiet(world);
    }
  }

  @Test
  void doesNothingAfterARestartAndAnUpgradeWhenThereIsNothingToDo()
      throws IOException, InterruptedException {
    try (var world = settled()) {
      assertQuiet(world);
      world.restart("1");
      assertQuiet(world);
      world.restart("2 (newer)");
      assertQuiet(world);

      assertThat(world.intents()).hasSize(6);
      assertThat(world.events(AuditEvent.Started.class))
          .extracting(AuditEvent.Started::version)
          .containsExactly("2 (newer)", "1", "1");
    }
  }

  @Test
  void keepsTheLastGoodRevisionWhenAPushBreaksIt()
      throws IOException, InterruptedException, GitAPIException {
    try (var world = settled()) {
      world.push("shop/web.yaml", "kind: Contain");
      world.up().control().sync();
      world.up().control().sync();

      assertThat(world.up().control().source().reason()).isEqualTo("InvalidManifests");
      assertThat(world.events(AuditEvent.RevisionHeld.class)).hasSize(1);
      assertQuietApartFromGit(world);
    }
  }

  private static void assertQuietApartFromGit(UpWorld world) {
    assertThat(world.engine.container("web").path("State").path("Running").asBoolean()).isTrue();
    assertThat(world.intents()).hasSize(6);
  }

  private static long memoryOfWeb(UpWorld world) {
    return world.engine.container("web").path("HostConfig").path("Memory").asLong();
  }
}
