package dev.setpoint.target.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource.Unknown;
import dev.setpoint.reconcile.ObservedState;
import dev.setpoint.target.Target;
import dev.setpoint.target.TargetEvent;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody home, somebody who does not answer, and somebody who comes back. */
abstract class ReachabilityContract {
  private final Site site;
  private final RealEngine engine;

  ReachabilityContract(RealEngine engine) {
    this.engine = engine;
    this.site = new Site(engine);
  }

  @AfterEach
  void clear() {
    site.close();
  }

  @Test
  void engineSaysWhatItIs() {
    assertThat(site.node().target().status())
        .satisfies(status -> {
          assertThat(status.reachable()).isTrue();
          assertThat(status.engine()).isNotEmpty();
          assertThat(status.api()).matches("1\\.\\d+");
          assertThat(status.message()).isEmpty();
        });
  }

  @Test
  void nothingBehindTheSocketIsUnknownAndNotAbsent(@TempDir Path folder) {
    site.container("networks: [$net]", "mounts: [{volume: $volume, path: /data}]").declare();
    try (Target target = engine.target(folder.resolve("nothing.sock"))) {
      assertAllUnknown(target.observe(site.node().desired(), Set.of()));
      assertThat(target.status().reachable()).isFalse();
      assertThat(target.status().message()).isNotEmpty();
    }
  }

  @Test
  void engineThatDoesNotAnswerIsUnknown(@TempDir Path folder) throws IOException {
    site.container("networks: [$net]", "mounts: [{volume: $volume, path: /data}]").declare();
    Path socket = folder.resolve("silent.sock");
    try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        Target target = engine.impatientTarget(socket)) {
      silent.bind(UnixDomainSocketAddress.of(socket));

      assertAllUnknown(target.observe(site.node().desired(), Set.of()));
    }
  }

  @Test
  void unknownIsNeitherDriftNorCorrected(@TempDir Path folder) {
    site.container().settle();
    try (TestNode blind = new TestNode(engine.at(folder.resolve("nothing.sock")), site.owner())) {
      blind.declare(site.tree());

      TestNode.Pass pass = blind.pass();

      assertThat(pass.drifts()).isEmpty();
      assertThat(pass.plan().isEmpty()).isTrue();
      assertThat(pass.plan().blocked())
          .allMatch(blocked -> blocked.reason() == FailureReason.STATE_UNKNOWN);
    }
    site.node().mustBeQuiet();
  }

  @Test
  void restartIsToldAndLeavesNoDrift() throws Exception {
    site.container("restart: always", "networks: [{name: $net, aliases: [www]}]").settle();
    String id = site.hand().id(site.name());
    Queue<TargetEvent> events = new ConcurrentLinkedQueue<>();
    try (AutoCloseable watch = site.node().target().watch(events::add)) {
      awaitLookAtAll(events);
      events.clear();

      engine.restart();

      awaitLookAtAll(events);
      assertThat(watch).isNotNull();
    }
    assertThat(events).anyMatch(TargetEvent.Lost.class::isInstance);
    // Podman has no process of its own that its restart would end: its containers just live on.
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> site.hand().runs(site.name()));
    site.node().mustBeQuiet();
    assertThat(site.hand().id(site.name())).isEqualTo(id);
  }

  private static void awaitLookAtAll(Queue<TargetEvent> events) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> events.stream().anyMatch(TargetEvent.LookAtAll.class::isInstance));
  }

  private void assertAllUnknown(ObservedState observed) {
    assertThat(observed.byId().keySet()).contains(ResourceId.container(site.name()));
    assertThat(observed.byId().values()).allMatch(Unknown.class::isInstance);
    assertThat(observed.undeclared()).isEmpty();
  }
}
