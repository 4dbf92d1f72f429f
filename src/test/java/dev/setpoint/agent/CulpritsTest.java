package dev.setpoint.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.agent.Sight.Place;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.Culprit;
import dev.setpoint.target.TargetEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who moved what, from the engine's event to the record. */
class CulpritsTest {
  private static final ResourceId WEB = ResourceId.container("web");
  private static final Place PLACE = new Place("docker", WEB);
  private static final Culprit EVE = culprit("eve over the unix socket");

  private final AgentBench bench = new AgentBench();

  private static Culprit culprit(String who) {
    return new Culprit(who, "instance-deleted", Instant.EPOCH);
  }

  private void eve() {
    bench.target.tell(new TargetEvent.LookAt(Set.of(WEB), true, "instance-deleted", EVE));
  }

  @Test
  void correctionNamesWhoMovedTheResource() {
    bench.declare(NodeAgentTest.container("web", "image: shop/web:1"));
    bench.engine.remove("web");
    eve();
    bench.timeline.settle();

    assertThat(bench.intents().getFirst().culprits()).isEmpty();
    assertThat(bench.intents().getLast().culprits()).containsExactly(EVE);
  }

  @Test
  void reportNamesThemWhileTheDriftLasts() {
    bench.declare(NodeAgentTest.container("web", "image: shop/web:1"));
    bench.target.forbids = "not on this machine";
    bench.engine.remove("web");
    eve();
    bench.timeline.settle();

    assertThat(bench.report("web").culprits()).containsExactly(EVE);
  }

  @Test
  void onesThatMovedItBeforeItWasPutRightAreNotNamedAgain() {
    bench.declare(NodeAgentTest.container("web", "image: shop/web:1"));
    bench.engine.remove("web");
    eve();
    bench.timeline.pass(Duration.ofMinutes(2));
    bench.engine.remove("web");
    bench.event("web", true, "destroy");
    bench.timeline.settle();

    assertThat(bench.intents()).hasSize(3);
    assertThat(bench.intents().getLast().culprits()).isEmpty();
  }

  @Test
  void onlyTheLastFewAreKept() {
    var culprits = new Culprits();
    IntStream.range(0, 9).forEach(i -> culprits.note(PLACE, culprit("u" + i), Instant.EPOCH));

    assertThat(culprits.of(PLACE))
        .extracting(Culprit::who)
        .containsExactly("u4", "u5", "u6", "u7", "u8");
  }

  @Test
  void lookForgetsOnlyWhatWasHeardBeforeItBegan() {
    var culprits = new Culprits();
    culprits.note(PLACE, culprit("early"), Instant.EPOCH);
    culprits.note(PLACE, culprit("late"), Instant.EPOCH.plusSeconds(2));
    culprits.forget(PLACE, Instant.EPOCH.plusSeconds(1));

    assertThat(culprits.of(PLACE)).extracting(Culprit::who).containsExactly("late");
  }

  @Test
  void longTextsAreCut() {
    assertThat(new Culprit("x".repeat(1_000), "y".repeat(1_000), Instant.EPOCH).toString())
        .hasSizeLessThan(610);
  }
}
