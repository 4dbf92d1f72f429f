package dev.setpoint.target.docker.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.target.docker.api.Engine;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Checks that nobody else runs are run, and a changed verdict is told. */
class HealthRoundsTest {
  private static final ResourceId WEB = ResourceId.container("web");

  private final BlockingQueue<ResourceId> changed = new ArrayBlockingQueue<>(100);
  private final AtomicInteger checks = new AtomicInteger();
  private @Nullable HealthRounds rounds;

  @AfterEach
  void end() {
    if (rounds != null) {
      rounds.close();
    }
  }

  private HealthRounds rounds(Engine engine) {
    var made = new HealthRounds(engine, changed::add);
    rounds = made;
    return made;
  }

  private static JsonNode running(String test, String verdict) {
    return StubEngine.json(
        ("{'Id':'abc','Config':{'Healthcheck':{'Test':['%s','true'],'Interval':1}},"
                + "'State':{'Running':true,'Health':{'Status':'%s'}}}")
            .formatted(test, verdict));
  }

  private Optional<Boolean> passed() {
    checks.incrementAndGet();
    return Optional.of(true);
  }

  @Test
  void runsTheCheckAndTellsOfTheNewVerdict() throws InterruptedException {
    rounds(StubEngine.answering(Map.of("runHealthCheck", this::passed)))
        .saw(WEB, running("CMD", "starting"));

    assertThat(changed.poll(10, TimeUnit.SECONDS)).isEqualTo(WEB);
  }

  @Test
  void saysNothingWhileTheVerdictStays() throws InterruptedException {
    rounds(StubEngine.answering(Map.of("runHealthCheck", this::passed)))
        .saw(WEB, running("CMD", "healthy"));

    assertThat(changed.poll(1500, TimeUnit.MILLISECONDS)).isNull();
    assertThat(checks).hasValueBetween(1, 2);
  }

  @Test
  void leavesContainersWithoutACheckAlone() throws InterruptedException {
    rounds(StubEngine.answering(Map.of())).saw(WEB, running("NONE", ""));

    assertThat(changed.poll(200, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void beginsAgainWhenAContainerThatWasGoneIsSeenAgain() throws InterruptedException {
    Engine engine =
        StubEngine.answering(
            Map.of(
                "runHealthCheck",
                () -> {
                  if (checks.incrementAndGet() == 1) {
                    throw StubEngine.notFound();
                  }
                  return Optional.of(true);
                }));
    var again = rounds(engine);

    ResourceId told = null;
    for (int looks = 0; looks < 100 && told == null; looks++) {
      again.saw(WEB, running("CMD", "starting"));
      told = changed.poll(50, TimeUnit.MILLISECONDS);
    }

    assertThat(told).isEqualTo(WEB);
  }
}
