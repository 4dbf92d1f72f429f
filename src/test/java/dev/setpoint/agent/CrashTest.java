package dev.setpoint.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.agent.CrashPoints.Crash;
import dev.setpoint.audit.AuditEvent;
import dev.setpoint.fleet.NodeReport.Condition;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The process ends at every place where it could, and a new one takes over. */
class CrashTest {
  private static final String OLD =
      NodeAgentTest.container("web", "image: shop/web:1, memory: 64Mi");
  private static final String OTHER_MEMORY =
      NodeAgentTest.container("web", "image: shop/web:1, memory: 32Mi");
  private static final String OTHER_IMAGE =
      NodeAgentTest.container("web", "image: shop/web:2, memory: 64Mi");
  private static final String WITHOUT = NodeAgentTest.container("db", "image: shop/db:1");

  /** Enough places; the last ones are never reached, which ends the test. */
  private static final int PLACES = 100;

  @Test
  void losesNoCreation() {
    assertThat(crashEverywhere("", OLD)).isGreaterThan(5);
  }

  @Test
  void losesNoChangeInPlace() {
    assertThat(crashEverywhere(OLD, OTHER_MEMORY)).isGreaterThan(5);
  }

  @Test
  void losesNoReplacement() {
    assertThat(crashEverywhere(OLD, OTHER_IMAGE)).isGreaterThan(8);
  }

  @Test
  void losesNoRemoval() {
    assertThat(crashEverywhere(OLD + WITHOUT, WITHOUT)).isGreaterThan(5);
  }

  /** How many places there were. */
  private static int crashEverywhere(String before, String after) {
    for (int place = 1; place < PLACES; place++) {
      var bench = new AgentBench();
      if (!before.isEmpty()) {
        bench.declare(before);
      }
      bench.crash.crashAt(place);
      boolean crashed = crashes(bench, after);
      bench.restart();
      bench.sweep();
      check(bench, after, "crash at place " + place);
      if (!crashed) {
        return place;
      }
    }
    throw new AssertionError("more than " + PLACES + " places");
  }

  private static boolean crashes(AgentBench bench, String yaml) {
    try {
      bench.declare(yaml);
      return false;
    } catch (Crash _) {
      return true;
    }
  }

  private static void check(AgentBench bench, String yaml, String where) {
    var names = bench.engine.all().stream().map(FakeEngine.Thing::name).toList();
    var declared =
        AgentBench.manifests(yaml).byId().keySet().stream().map(id -> id.name()).toList();
    assertThat(names).as(where + " " + bench.engine.diary).containsExactlyElementsOf(declared);
    assertThat(bench.engine.all()).as(where).allMatch(FakeEngine.Thing::running);
    assertThat(bench.reports.getLast().resources())
        .as(where)
        .allMatch(each -> each.condition() == Condition.READY);
    assertThat(bench.store.openIntents("local")).as(where).isEmpty();
    assertThat(
            bench.outcomes().stream()
                .collect(Collectors.groupingBy(AuditEvent.Settled::intent, Collectors.counting())))
        .as(where)
        .hasSameSizeAs(bench.intents())
        .allSatisfy((_, count) -> assertThat(count).isEqualTo(1));
  }
}
