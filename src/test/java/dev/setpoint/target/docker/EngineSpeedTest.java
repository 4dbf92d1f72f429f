package dev.setpoint.target.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.DesiredResource;
import dev.setpoint.reconcile.DesiredState;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.target.ResourceInputs;
import dev.setpoint.target.TargetEvent;
import dev.setpoint.target.docker.http.HttpEngine;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How long a full look takes, and that events arrive. */
@Tag("engine")
class EngineSpeedTest {
  private static final ResourceInputs NONE = Specs.inputs(Map.of(), Map.of());
  private static final int CONTAINERS = 100;
  private static final Duration ALLOWED = Duration.ofMillis(400);

  @Test
  void aHundredContainersAreLookedAtInAFractionOfASecond() {
    try (HttpEngine engine = Engines.DOCKER20.engine();
        DockerTarget target = Engines.DOCKER20.target("docker-speed")) {
      DesiredResource[] all =
          IntStream.range(0, CONTAINERS)
              .mapToObj(number ->
                  Specs.desired(
                      target,
                      Specs.container(
                          "docker-speed" + number,
                          Specs.with(Specs.plain("setpoint.test/busybox:1"), Parts::stopped)),
                      NONE))
              .toArray(DesiredResource[]::new);
      DesiredState state = Specs.state(all);
      try {
        for (DesiredResource one : all) {
          assertThat(
                  Corrections.apply(
                      target, new Correction.Create(Corrections.due(one.id()), null), one, NONE))
              .isInstanceOf(Outcome.Corrected.class);
        }
        long[] nanos = new long[30];
        for (int round = 0; round < nanos.length; round++) {
          long start = System.nanoTime();
          var seen = target.observe(state, Set.of());
          nanos[round] = System.nanoTime() - start;
          assertThat(seen.byId()).hasSize(CONTAINERS);
        }
        Arrays.sort(nanos);
        Duration median = Duration.ofNanos(nanos[nanos.length / 2]);
        System.out.println("full look at 100 containers: median " + median.toMillis() + " ms");
        assertThat(median).isLessThan(ALLOWED);
      } finally {
        engine.containers().stream()
            .filter(container -> container.name().startsWith("docker-speed"))
            .forEach(container -> engine.remove(container.id()));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellsOfWhatHappensToAContainer(Engines which) throws Exception {
    try (HttpEngine engine = which.engine();
        DockerTarget target = which.target("docker-watch")) {
      var heard = new CopyOnWriteArrayList<TargetEvent>();
      ResourceId id = ResourceId.container("docker-watch1");
      engine.containers().stream()
          .filter(container -> container.name().equals(id.name()))
          .forEach(container -> engine.remove(container.id()));
      try (AutoCloseable watch = target.watch(heard::add)) {
        assertThat(watch).isNotNull();
        Awaitility.await().until(() -> !heard.isEmpty());
        assertThat(heard.getFirst()).isInstanceOf(TargetEvent.LookAtAll.class);
        DesiredResource desired =
            Specs.desired(
                target, Specs.container(id.name(), Specs.plain("setpoint.test/busybox:1")), NONE);
        Corrections.apply(target, new Correction.Create(Corrections.due(id), null), desired, NONE);
        awaitHint(heard, id, List.of("start"));
        engine.remove(id.name());
        awaitHint(heard, id, List.of("destroy", "remove"));
      }
    }
  }

  private static void awaitHint(List<TargetEvent> heard, ResourceId id, List<String> words) {
    Awaitility.await()
        .until(() ->
            heard.stream()
                .anyMatch(event ->
                    event instanceof TargetEvent.LookAt look
                        && look.ids().contains(id)
                        && look.settled()
                        && words.contains(look.what())));
  }
}
