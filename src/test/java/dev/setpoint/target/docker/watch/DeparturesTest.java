package dev.setpoint.target.docker.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.target.TargetEvent;
import dev.setpoint.target.TargetEvent.LookAt;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A container that died is followed until it is gone or plainly stays. */
class DeparturesTest {
  private static final LookAt HINT = new LookAt(Set.of(ResourceId.container("web")), false, "died");

  private final BlockingQueue<TargetEvent> hints = new ArrayBlockingQueue<>(10);
  private final AtomicInteger asked = new AtomicInteger();

  private Departures of(Supplier<JsonNode> inspect) {
    return new Departures(StubEngine.answering(Map.of("container", inspect)), hints::add);
  }

  @Test
  void tellsOfAContainerAsSoonAsItIsGone() throws InterruptedException {
    of(
            () -> {
              if (asked.incrementAndGet() > 2) {
                throw StubEngine.notFound();
              }
              return StubEngine.json("{'State':{'Running':false}}");
            })
        .died("abc", HINT);

    assertThat(hints.poll(10, TimeUnit.SECONDS)).isEqualTo(new LookAt(HINT.ids(), true, "gone"));
    assertThat(asked).hasValue(3);
  }

  @Test
  void saysNothingOfAContainerThatRunsAgain() throws InterruptedException {
    of(
            () -> {
              asked.incrementAndGet();
              return StubEngine.json("{'State':{'Running':true}}");
            })
        .died("abc", HINT);

    assertThat(hints.poll(500, TimeUnit.MILLISECONDS)).isNull();
    assertThat(asked).hasValue(1);
  }
}
