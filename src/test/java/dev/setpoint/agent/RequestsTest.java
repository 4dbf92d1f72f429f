package dev.setpoint.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.agent.CrashPoints.Crash;
import dev.setpoint.fleet.NodeOrder.Suspension;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.CorrectionHistory.Answer;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.plan.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people ask an agent to do once. */
class RequestsTest {
  private static final String WEB =
      NodeAgentTest.container("web", "image: shop/web:1, mounts: [{volume: data, path: /data}]");
  private static final String DATA =
      """
      ---
      apiVersion: setpoint.dev/v1
      kind: Volume
      metadata: {name: data}
      spec: {nodes: {names: [local]}}
      """;

  private final AgentBench bench = new AgentBench();

  private static Request reset(AgentBench bench, String id, String... wipe) {
    return ask(bench, id, new Request.Reset(new TreeSet<>(Set.of(wipe))));
  }

  private static Request ask(AgentBench bench, String id, Request.Wish wish) {
    Instant now = bench.timeline.instant();
    return new Request(
        id, ResourceId.container("web"), wish, "ada", "broken", now, now.plusSeconds(600));
  }

  private Answer answer() {
    return Objects.requireNonNull(bench.report("web").answer());
  }

  private long resets() {
    return bench.engine.times("make web.new");
  }

  @Test
  void isDoneOnceAndAnswered() {
    bench.declare(DATA + WEB);
    bench.ask(reset(bench, "r1", "data"));
    bench.timeline.pass(Duration.ofMinutes(30));

    assertThat(resets()).isEqualTo(1);
    assertThat(answer().request()).isEqualTo("r1");
    assertThat(answer().failure()).isNull();
    var intent = bench.intents().getLast();
    assertThat(intent.verb()).isEqualTo("Reset");
    assertThat(intent.request()).isEqualTo("r1");
    assertThat(intent.cause()).isEqualTo("request");
    assertThat(intent.reason()).isEqualTo("ada asked for reset: broken (request)");
    assertThat(intent.culprits())
        .singleElement()
        .satisfies(who -> assertThat(who.toString()).isEqualTo("ada: setpoint reset: broken"));

    bench.ask(reset(bench, "r2"));
    assertThat(resets()).isEqualTo(2);
    assertThat(answer().request()).isEqualTo("r2");
  }

  @Test
  void crashedAnywhereItIsNeverDoneTwice() {
    int place = 1;
    while (crashesAt(place)) {
      place++;
    }
    assertThat(place).isGreaterThan(8);
  }

  private static boolean crashesAt(int place) {
    var bench = new AgentBench();
    bench.declare(DATA + WEB);
    bench.crash.crashAt(place);
    boolean crashed = false;
    try {
      bench.ask(reset(bench, "r1", "data"));
    } catch (Crash _) {
      crashed = true;
    }
    bench.restart();
    bench.sweep();
    var report = bench.report("web");
    assertThat(Objects.requireNonNull(report.answer()).request())
        .as("crash at %d", place)
        .isEqualTo("r1");
    assertThat(bench.engine.times("make web.new")).as("crash at %d", place).isLessThan(2);
    assertThat(bench.intents().stream().filter(each -> each.request() != null)).hasSize(1);
    assertThat(bench.store.openIntents("local")).isEmpty();
    assertThat(bench.engine.find("web").orElseThrow().running()).isTrue();
    return crashed;
  }

  @Test
  void isNotBegunAfterItsTime() {
    bench.declare(DATA + WEB);
    var late = reset(bench, "r1");
    bench.timeline.pass(Duration.ofMinutes(11));
    bench.ask(late);
    bench.sweep();

    assertThat(resets()).isZero();
    assertThat(bench.report("web").answer()).isNull();
  }

  @Test
  void isRefusedForGoodWhileAPersonSuspendsIt() {
    bench.declare(DATA + WEB);
    bench.suspend(new Suspension(null, "ben", "", Instant.EPOCH, null));
    bench.ask(reset(bench, "r1"));
    assertThat(answer().failure()).isEqualTo(FailureReason.SUSPENDED);

    bench.suspend();
    bench.sweep();
    assertThat(resets()).isZero();
  }

  @Test
  void whatTheMachineForbidsIsRefused() {
    bench.declare(DATA + WEB);
    bench.target.forbids = "not on this machine";
    bench.ask(reset(bench, "r1"));

    assertThat(answer().failure()).isEqualTo(FailureReason.NOT_ALLOWED_HERE);
    assertThat(resets()).isZero();
  }

  @Test
  void aContainerHasNoWayBack() {
    bench.declare(DATA + WEB);
    bench.ask(ask(bench, "r1", new Request.Rollback()));

    assertThat(answer().failure()).isEqualTo(FailureReason.NO_WAY_BACK);
    assertThat(bench.intents().stream().filter(each -> each.request() != null)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          other  | CONFLICT | VOLUME_MISSING     | it does not use a volume other
          data   | shared   | NEEDS_HUMAN        | is also used by container/db
          data   | external | NOT_PROVABLY_OURS  | is not ours
          data   | protect  | PROTECTED          | protect: never
          data   | observe  | OBSERVE_ONLY       | its mode is observe
          """)
  void wipesOnlyWhatIsOursAndItsAlone(String wipe, String world, String reason, String says) {
    bench.declare(world(world));
    bench.ask(reset(bench, "r1", wipe));

    assertThat(answer().failure()).isEqualTo(FailureReason.valueOf(reason));
    assertThat(answer().message()).contains(says);
    assertThat(resets()).isZero();
  }

  private static String world(String name) {
    return switch (name) {
      case "shared" ->
          DATA
              + WEB
              + NodeAgentTest.container(
                  "db", "image: shop/db:1, mounts: [{volume: data, path: /data}]");
      case "external" ->
          NodeAgentTest.container(
              "web", "image: shop/web:1, mounts: [{volume: data, path: /data, external: true}]");
      case "protect" -> DATA.replace("[local]}}", "[local]}, protect: never}") + WEB;
      case "observe" ->
          DATA
              + WEB
              + """
              ---
              apiVersion: setpoint.dev/v1
              kind: Policy
              metadata: {name: careful}
              spec: {mode: observe}
              """;
      default -> DATA + WEB;
    };
  }
}
