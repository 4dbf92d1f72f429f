package dev.setpoint.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.agent.FakeEngine.Thing;
import dev.setpoint.fleet.NodeOrder.Suspension;
import dev.setpoint.fleet.NodeReport.Condition;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource.Health;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.reconcile.field.Fields;
import dev.setpoint.target.TargetEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The node loop on a fake engine and a virtual clock. */
class NodeAgentTest {
  private static final String WEB = container("web", "image: shop/web:1, memory: 64Mi");

  private static final Suspension ALL = new Suspension(null, "ada", "", Instant.EPOCH, null);

  private final AgentBench bench = new AgentBench();

  static String container(String name, String spec) {
    return """
    ---
    apiVersion: setpoint.dev/v1
    kind: Container
    metadata: {name: %s}
    spec: {nodes: {names: [local]}, %s}
    """
        .formatted(name, spec);
  }

  private static String policy(String spec) {
    return """
    ---
    apiVersion: setpoint.dev/v1
    kind: Policy
    metadata: {name: careful}
    spec: {%s}
    """
        .formatted(spec);
  }

  private void setMemory(String memory) {
    var thing = bench.engine.find("web").orElseThrow();
    var fields = new TreeMap<>(thing.fields().byPath());
    fields.put("spec.memory", FieldValue.text(memory));
    bench.engine.put(thing.with(Fields.of(fields)));
  }

  @Test
  void createsWhatIsDeclaredAndThenRests() {
    bench.declare(WEB);
    bench.timeline.pass(Duration.ofMinutes(10));

    assertThat(bench.engine.diary).containsExactly("make web");
    assertThat(bench.intents()).hasSize(1);
    assertThat(bench.outcomes()).hasSize(1);
    assertThat(bench.report("web").condition()).isEqualTo(Condition.READY);
  }

  @Test
  void whatTheMachineDoesNotAllowIsBlockedInsteadOfTried() {
    bench.target.forbids = "not on this machine";
    bench.declare(WEB);
    bench.timeline.pass(Duration.ofMinutes(10));

    assertThat(bench.engine.diary).isEmpty();
    assertThat(bench.intents()).isEmpty();
    assertThat(bench.report("web").condition()).isEqualTo(Condition.STALLED);
    assertThat(bench.report("web").reason()).isEqualTo(FailureReason.NOT_ALLOWED_HERE);
    assertThat(bench.report("web").message()).isEqualTo("not on this machine");

    bench.target.forbids = null;
    bench.sweep();
    assertThat(bench.engine.diary).containsExactly("make web");
  }

  @Test
  void whatIsNotAllowedAnyMoreMayStillGo() {
    var other = container("other", "image: shop/other:1");
    bench.declare(WEB + other);
    bench.target.forbids = "not on this machine";
    bench.declare(other);
    bench.timeline.pass(Duration.ofMinutes(1));

    assertThat(bench.engine.find("web")).isEmpty();
  }

  @Test
  void makesOneCorrectionOfABurstOfEvents() {
    bench.declare(WEB);
    bench.engine.remove("web");
    bench.event("web", false, "kill");
    bench.event("web", false, "die");
    bench.event("web", true, "destroy");
    bench.timeline.pass(Duration.ofSeconds(1));

    assertThat(bench.engine.times("make web")).isEqualTo(2);
    assertThat(bench.intents()).hasSize(2);
    assertThat(bench.intents().getLast().cause()).isEqualTo("drift");
  }

  @Test
  void answersASettledEventWithoutWaiting() {
    bench.declare(WEB);
    bench.engine.remove("web");
    bench.event("web", true, "destroy");
    bench.timeline.settle();

    assertThat(bench.engine.find("web")).isPresent();
  }

  @Test
  void catchesInTheSweepWhatEventsMissed() {
    bench.declare(WEB);
    setMemory("1");
    bench.sweep();

    assertThat(bench.engine.times("change web")).isEqualTo(1);
    assertThat(bench.intents().getLast().changes())
        .singleElement()
        .satisfies(change -> assertThat(change.path()).isEqualTo("spec.memory"));
  }

  @Test
  void leavesAloneWhatItCannotSee() {
    bench.declare(WEB);
    bench.engine.silent = true;
    bench.engine.remove("web");
    bench.sweep();

    assertThat(bench.engine.times("make web")).isEqualTo(1);
    assertThat(bench.report("web").reason()).isEqualTo(FailureReason.TARGET_UNREACHABLE);
    assertThat(bench.report("web").message()).contains("silent since");

    bench.engine.silent = false;
    bench.target.tell(new TargetEvent.LookAtAll("connected again"));
    bench.timeline.pass(Duration.ofSeconds(1));
    assertThat(bench.engine.times("make web")).isEqualTo(2);
  }

  @Test
  void doesNothingThatItCannotRecord() {
    bench.store.diskFull(true);
    bench.declare(WEB);

    assertThat(bench.engine.diary).isEmpty();
    assertThat(bench.report("web").reason()).isEqualTo(FailureReason.RECORD_UNAVAILABLE);

    bench.store.diskFull(false);
    bench.timeline.pass(Duration.ofSeconds(5));
    assertThat(bench.engine.diary).containsExactly("make web");
  }

  @Test
  void startsADependantWhenWhatItNeedsIsHealthy() {
    bench.declare(
        container("db", "image: shop/db:1")
            + container("web", "image: shop/web:1, dependsOn: [{container: db, until: healthy}]"));
    assertThat(bench.engine.diary).containsExactly("make db");
    assertThat(bench.report("web").reason()).isEqualTo(FailureReason.WAITING);

    bench.engine.put(bench.engine.find("db").map(db -> db.feeling(Health.HEALTHY)).orElseThrow());
    bench.event("db", true, "health_status");
    bench.timeline.settle();
    assertThat(bench.engine.diary).containsExactly("make db", "make web");
  }

  @Test
  void createsInTheOrderOfNeedsWithinOnePlan() {
    bench.declare(
        container("db", "image: shop/db:1")
            + container("app", "image: shop/web:1, dependsOn: [{container: db, until: started}]"));

    assertThat(bench.engine.diary).containsExactly("make db", "make app");
  }

  @Test
  void doesNotStartADependantOfWhatFailed() {
    bench.target.failsWith = FailureReason.IMAGE_MISSING;
    bench.declare(
        container("db", "image: shop/db:1")
            + container("app", "image: shop/web:1, dependsOn: [{container: db, until: started}]"));

    assertThat(bench.intents()).extracting(intent -> intent.resource().name()).containsOnly("db");
    assertThat(bench.report("db").reason()).isEqualTo(FailureReason.IMAGE_MISSING);
    assertThat(bench.report("app").reason()).isEqualTo(FailureReason.WAITING);
  }

  @Test
  void onlyReportsInModeObserve() {
    bench.declare(WEB + policy("mode: observe"));

    assertThat(bench.engine.diary).isEmpty();
    assertThat(bench.report("web").reason()).isEqualTo(FailureReason.OBSERVE_ONLY);
    assertThat(bench.report("web").drift()).isNotNull();

    bench.declare(WEB);
    assertThat(bench.engine.diary).containsExactly("make web");
  }

  @Test
  void healsButTakesNoNewRevisionInModeHold() {
    bench.declare(WEB);
    bench.declare(container("web", "image: shop/web:2, memory: 64Mi") + policy("mode: hold"));
    assertThat(bench.engine.diary).containsExactly("make web");

    setMemory("1");
    bench.sweep();
    assertThat(bench.engine.times("change web")).isEqualTo(1);
    assertThat(bench.engine.find("web").map(Thing::fields).orElseThrow().get("spec.image"))
        .map(Object::toString)
        .hasValueSatisfying(image -> assertThat(image).contains("web:1"));
  }

  @Test
  void leavesASuspendedResourceAloneUntilItIsOver() {
    bench.declare(WEB);
    var until = bench.timeline.instant().plus(Duration.ofMinutes(5));
    bench.suspend(new Suspension(ResourceId.container("web"), "ada", "", Instant.EPOCH, until));
    bench.engine.remove("web");
    bench.sweep();
    assertThat(bench.engine.times("make web")).isEqualTo(1);
    assertThat(bench.report("web").reason()).isEqualTo(FailureReason.SUSPENDED);

    bench.timeline.pass(Duration.ofMinutes(5));
    assertThat(bench.engine.times("make web")).isEqualTo(2);
  }

  @Test
  void leavesEverythingAloneWhileTheMachineHolds() {
    bench.declare(WEB);
    bench.agent.watchHold();
    bench.hold = new Suspension(null, "this machine", "/etc/x/hold exists", Instant.EPOCH, null);
    bench.timeline.pass(Duration.ofSeconds(1));
    bench.engine.remove("web");
    bench.sweep();
    assertThat(bench.engine.times("make web")).isEqualTo(1);
    assertThat(bench.report("web").reason()).isEqualTo(FailureReason.SUSPENDED);
    assertThat(bench.report("web").message()).contains("/etc/x/hold exists");

    bench.hold = null;
    bench.timeline.pass(Duration.ofSeconds(2));
    assertThat(bench.engine.times("make web")).isEqualTo(2);
  }

  @Test
  void aPersonsWordStopsAPassThatIsUnderWay() {
    bench.engine.whileMade.put("a", () -> bench.suspend(ALL));
    bench.declare(
        container("a", "image: shop/a:1")
            + container("b", "image: shop/b:1, dependsOn: [{container: a}]"));

    assertThat(bench.engine.times("make a")).isEqualTo(1);
    assertThat(bench.engine.times("make b")).isZero();
    assertThat(bench.report("b").reason()).isEqualTo(FailureReason.SUSPENDED);
  }

  @Test
  void touchesOnlyWhatACommitChanged() {
    bench.declare(WEB + container("db", "image: shop/db:1"));
    bench.target.looks.clear();
    bench.declare(WEB + container("db", "image: shop/db:2"));

    assertThat(bench.target.looks)
        .allSatisfy(look -> assertThat(look).containsExactly(ResourceId.container("db")));
    assertThat(bench.intents().getLast().cause()).isEqualTo("intentional");
  }

  @Test
  void prunesWhatIsNoLongerDeclared() {
    bench.declare(WEB + container("db", "image: shop/db:1"));
    bench.declare(WEB);

    assertThat(bench.engine.find("db")).isEmpty();
    assertThat(bench.intents().getLast().verb()).isEqualTo("Prune");
    assertThat(bench.store.records("local")).containsOnlyKeys(ResourceId.container("web"));
  }

  @Test
  void neverTouchesAStranger() {
    bench.engine.make("web", null, Fields.none());
    bench.declare(WEB);

    assertThat(bench.intents()).isEmpty();
    assertThat(bench.report("web").reason()).isEqualTo(FailureReason.CONFLICTING);
  }

  @Test
  void givesUpAfterThreeCorrectionsThatDoNotTake() {
    bench.declare(WEB);
    setMemory("1");
    bench.target.pretends = true;
    bench.timeline.pass(Duration.ofMinutes(30));

    assertThat(bench.intents()).hasSize(4);
    assertThat(bench.report("web").reason()).isEqualTo(FailureReason.NOT_CONVERGING);

    bench.target.pretends = false;
    bench.agent.requestPass();
    bench.timeline.settle();
    assertThat(bench.report("web").condition()).isEqualTo(Condition.READY);
  }

  @Test
  void stopsFightingOverAField() {
    bench.declare(WEB);
    for (int round = 0; round < 30; round++) {
      setMemory("1");
      bench.event("web", true, "update");
      bench.timeline.pass(Duration.ofSeconds(2));
    }

    assertThat(bench.engine.times("change web")).isEqualTo(6);
    assertThat(bench.report("web").reason()).isEqualTo(FailureReason.FIGHTING);
    assertThat(bench.report("web").nextTry()).isNotNull();
  }

  @Test
  void doesNotTouchTheRunningContainerWhenItsSecretIsGone() {
    var yaml = container("web", "image: shop/web:1, env: {KEY: {secret: shop/key}}");
    bench.secrets.put("shop/key", "hush");
    bench.declare(yaml);
    assertThat(bench.engine.diary).containsExactly("make web");

    bench.secrets.clear();
    bench.sweep();
    assertThat(bench.engine.diary).containsExactly("make web");
    assertThat(bench.report("web").reason()).isEqualTo(FailureReason.SECRET_MISSING);

    bench.secrets.put("shop/key", "other");
    bench.timeline.pass(Duration.ofMinutes(2));
    assertThat(bench.engine.diary).contains("make web.new");
    assertThat(bench.report("web").condition()).isEqualTo(Condition.READY);
    assertThat(bench.reports.toString() + bench.intents()).doesNotContain("hush");
  }

  @Test
  void refusesAnOlderOrder() {
    bench.declare(WEB);
    var old = bench.orders().order("local", bench.generation() - 1, List.of());
    bench.agent.issue(old);
    bench.timeline.settle();

    assertThat(bench.reports.getLast().generation()).isEqualTo(bench.generation());
  }

  @Test
  void previewsWithoutTouchingAnything() {
    bench.declare(WEB);
    bench.declareOnly(container("web", "image: shop/web:2"));
    var plan =
        bench.agent.preview(bench.orders().order("local", bench.generation() + 1, List.of()));

    assertThat(plan.corrections())
        .singleElement()
        .satisfies(correction -> assertThat(correction.verb()).isEqualTo("Replace"));
    assertThat(bench.engine.diary).containsExactly("make web");
    assertThat(bench.intents()).hasSize(1);
    assertThat(bench.report("web").drift()).isNull();
  }

  @Test
  void remembersAFinishedJob() {
    var job = container("job", "image: shop/job:1, oneShot: true");
    bench.declare(job);
    bench.engine.put(bench.engine.find("job").map(each -> each.run(false, 0)).orElseThrow());
    bench.event("job", true, "die");
    bench.timeline.settle();
    assertThat(bench.store.records("local").values())
        .singleElement()
        .satisfies(record -> assertThat(record.completed()).isTrue());

    bench.engine.remove("job");
    bench.sweep();
    assertThat(bench.engine.times("make job")).isEqualTo(1);
  }

  @Test
  void doesNotRunAFinishedJobAgainBecauseANewerVersionKnowsMore() {
    finishJob("image: shop/job:1, oneShot: true");
    bench.upgrade();
    bench.sweep();
    bench.engine.remove("job");
    bench.sweep();
    bench.restart();

    assertThat(bench.engine.times("make job")).isEqualTo(1);
    assertThat(bench.report("job").drift()).isNull();
  }

  @Test
  void runsAFinishedJobAgainUnderANewerVersionWhenGitChangesIt() {
    finishJob("image: shop/job:1, oneShot: true");
    bench.engine.remove("job");
    bench.declareOnly(container("job", "image: shop/job:1, oneShot: true, memory: 64Mi"));
    bench.upgrade();
    bench.sweep();

    assertThat(bench.engine.times("make job")).isEqualTo(2);
  }

  @Test
  void knowsAllFieldsOfAFinishedJobOnceANewerVersionHasSeenIt() {
    finishJob("image: shop/job:1, oneShot: true");
    bench.upgrade();
    bench.engine.remove("job");
    bench.declare(container("job", "image: shop/job:2, oneShot: true"));
    bench.sweep();

    assertThat(bench.engine.times("make job")).isEqualTo(2);
    assertThat(bench.store.records("local").values())
        .allSatisfy(record -> assertThat(record.known()).contains("spec.pids"));
  }

  private void finishJob(String spec) {
    bench.declare(container("job", spec));
    bench.engine.put(bench.engine.find("job").map(each -> each.run(false, 0)).orElseThrow());
    bench.event("job", true, "die");
    bench.timeline.settle();
  }

  @Test
  void looksAtEverythingOnceForManyEvents() {
    bench.declare(WEB);
    bench.target.looks.clear();
    for (int each = 0; each < 1_000; each++) {
      bench.event("web", false, "exec_start");
    }
    bench.timeline.pass(Duration.ofSeconds(1));

    assertThat(bench.target.looks).hasSize(1);
  }
}
