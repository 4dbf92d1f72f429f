package dev.setpoint.target.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.ObservedResource;
import dev.setpoint.target.TargetEvent;
import dev.setpoint.target.TargetEvent.LookAt;
import dev.setpoint.target.TargetEvent.LookAtAll;
import dev.setpoint.target.contract.field.Ground;
import dev.setpoint.target.contract.hand.Hand;
import dev.setpoint.target.contract.hand.Recreation;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever moves something by hand is noticed at once. */
abstract class EventContract {
  private static final Duration AT_ONCE = Duration.ofSeconds(2);

  private final Site site;
  private final Queue<TargetEvent> events = new ConcurrentLinkedQueue<>();

  EventContract(Subject subject) {
    this.site = new Site(subject);
  }

  /** Something done by hand that the engine tells about. */
  record Deed(String what, BiConsumer<Hand, Ground> how) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Deed> deeds() {
    return Stream.of(
        new Deed("removed", (hand, ground) -> hand.remove(ground.name())),
        new Deed("stopped", (hand, ground) -> hand.stop(ground.name())),
        new Deed("killed", (hand, ground) -> hand.kill(ground.name())),
        new Deed("paused", (hand, ground) -> hand.pause(ground.name())),
        new Deed(
            "renamed", (hand, ground) -> hand.rename(ground.name(), ground.name() + "-elsewhere")),
        new Deed(
            "taken off its network",
            (hand, ground) -> hand.disconnect(ground.word("net"), ground.name())),
        new Deed(
            "put on another network",
            (hand, ground) ->
                hand.connect(
                    ground.word("net2"), Recreation.json("{}").put("Container", ground.name()))),
        new Deed(
            "made again",
            (hand, ground) ->
                Recreation.container(hand, ground.name(), Recreation.json("{'User':'1000'}"))));
  }

  @AfterEach
  void clear() {
    site.close();
  }

  @ParameterizedTest
  @MethodSource("deeds")
  void deedIsNoticedAtOnce(Deed deed) throws Exception {
    site.container("networks: [$net]").settle();
    try (AutoCloseable watch = site.node().target().watch(events::add)) {
      awaitLookAtAll();
      events.clear();

      deed.how().accept(site.hand(), site.ground());

      awaitLookAt(ResourceId.container(site.name()));
      assertThat(watch).isNotNull();
    }
  }

  @Test
  void updateIsNoticedAtOnce() throws Exception {
    site.container("memory: 64Mi").settle();
    try (AutoCloseable watch = site.node().target().watch(events::add)) {
      awaitLookAtAll();
      site.node().observe(); // as everybody does who is told to
      events.clear();

      site.hand().update(site.name(), Recreation.json("{'Memory':33554432,'MemorySwap':67108864}"));

      awaitLookAt(ResourceId.container(site.name()));
      assertThat(watch).isNotNull();
    }
  }

  /** On Podman nobody runs the checks where systemd does not run, unless the watch does. */
  @Test
  void healthIsKnownWithoutAnybodyAsking() throws Exception {
    site.container("health: {command: [\"true\"], interval: 1s, timeout: 1s, retries: 2}").settle();
    try (AutoCloseable watch = site.node().target().watch(events::add)) {
      awaitLookAtAll();

      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() ->
              assertThat(site.node().observe().byId().get(ResourceId.container(site.name())))
                  .isInstanceOfSatisfying(
                      ObservedResource.Present.class,
                      present ->
                          assertThat(present.condition().health())
                              .isEqualTo(ObservedResource.Health.HEALTHY)));
      assertThat(watch).isNotNull();
    }
  }

  @Test
  void removedNetworkIsNoticedAtOnce() throws Exception {
    site.container("networks: [$net]").settle();
    try (AutoCloseable watch = site.node().target().watch(events::add)) {
      awaitLookAtAll();
      events.clear();

      site.hand().removeNetwork(site.ground().word("net2"));

      if (site.make().isPodman()) {
        // It tells nothing of that: the full sweep finds it.
        assertThat(site.node().drifts()).hasSize(1);
      } else {
        awaitLookAt(ResourceId.network(site.ground().word("net2")));
      }
      assertThat(watch).isNotNull();
    }
  }

  @Test
  void eventsEndWithTheWatch() throws Exception {
    site.container().settle();
    site.node().target().watch(events::add).close();
    events.clear();

    site.hand().stop(site.name());
    site.node().settle();

    assertThat(events).noneMatch(LookAt.class::isInstance);
  }

  private void awaitLookAtAll() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> events.stream().anyMatch(LookAtAll.class::isInstance));
  }

  private void awaitLookAt(ResourceId id) {
    Awaitility.await()
        .atMost(AT_ONCE)
        .pollInterval(Duration.ofMillis(10))
        .untilAsserted(() -> assertThat(seen()).contains(id));
  }

  private List<ResourceId> seen() {
    return events.stream()
        .flatMap(
            event -> event instanceof LookAt look ? look.ids().stream() : Stream.<ResourceId>of())
        .toList();
  }
}
