package dev.setpoint.reconcile.plan;

import static dev.setpoint.fixture.NodeFixture.NOW;
import static dev.setpoint.fixture.NodeFixture.aNode;
import static dev.setpoint.fixture.ResourceFixture.aContainer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.fixture.NodeFixture;
import dev.setpoint.fixture.ResourceFixture;
import dev.setpoint.manifest.Mode;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.Cause;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.CorrectionHistory;
import dev.setpoint.reconcile.CorrectionHistory.Attempt;
import dev.setpoint.reconcile.CorrectionHistory.BadSpec;
import dev.setpoint.reconcile.CorrectionHistory.Result;
import dev.setpoint.reconcile.DesiredResource.Need.Until;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource.Health;
import dev.setpoint.reconcile.Plan;
import dev.setpoint.reconcile.Plan.Blocked;
import dev.setpoint.reconcile.plan.Situation.Recorded;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every combination of a small world, once; the readable part of it is a golden table. */
class DecisionTableTest {
  private static final ResourceId WEB = ResourceId.container("web");
  private static final ResourceFixture DB = aContainer("db");

  /** Who is suspended. */
  private enum Pause {
    NOBODY,
    WEB,
    NODE,
    ENDED
  }

  /** How the needed resource is. */
  private enum NeedIs {
    NONE,
    MET,
    CREATED_NOW,
    UNHEALTHY,
    BLOCKED
  }

  /** What the loop breaker remembers. */
  private enum Past {
    CLEAN,
    NOT_CONVERGING,
    FIGHTING,
    BAD_SPEC,
    FAILED
  }

  private record Case(
      Situation situation, Mode mode, Recorded recorded, Pause pause, NeedIs need, Past past) {
    static Stream<Case> all() {
      return Stream.of(Situation.values())
          .flatMap(situation ->
              Stream.of(Mode.values())
                  .flatMap(mode ->
                      Stream.of(Recorded.values()).flatMap(rec -> gated(situation, mode, rec))));
    }

    private static Stream<Case> gated(Situation situation, Mode mode, Recorded recorded) {
      return Stream.of(Pause.values())
          .flatMap(pause ->
              Stream.of(NeedIs.values())
                  .flatMap(need ->
                      Stream.of(Past.values())
                          .map(past -> new Case(situation, mode, recorded, pause, need, past))));
    }

    /** Cases that differ from the plain one in one gate only. */
    boolean isReadable() {
      int gates =
          (pause == Pause.NOBODY ? 0 : 1)
              + (need == NeedIs.NONE ? 0 : 1)
              + (past == Past.CLEAN ? 0 : 1);
      return gates == 0 || (gates == 1 && mode == Mode.CORRECT && recorded == Recorded.THIS);
    }

    NodeFixture node() {
      // one more resource, so that the desired state is never empty
      NodeFixture node = aNode().with(aContainer("bystander")).undeclaredMode(mode);
      ResourceFixture web = situation.web().mode(mode);
      addNeed(node, web);
      situation.put(node, web, recorded);
      addPause(node);
      addPast(node, web);
      return node;
    }

    private void addNeed(NodeFixture node, ResourceFixture web) {
      switch (need) {
        case NONE -> {}
        case MET -> node.with(aContainer("db").health(Health.HEALTHY));
        case CREATED_NOW -> node.gone(aContainer("db"));
        case UNHEALTHY -> node.with(aContainer("db").health(Health.UNHEALTHY));
        case BLOCKED -> node.gone(aContainer("db").mode(Mode.OBSERVE));
      }
      switch (need) {
        case NONE -> {}
        case MET, UNHEALTHY -> web.needs(DB.id(), Until.HEALTHY);
        case CREATED_NOW, BLOCKED -> web.needs(DB.id(), Until.STARTED);
      }
    }

    private void addPause(NodeFixture node) {
      switch (pause) {
        case NOBODY -> {}
        case WEB -> node.suspend(WEB, NOW.plusSeconds(60));
        case NODE -> node.suspend(null, null);
        case ENDED -> node.suspend(null, NOW);
      }
    }

    private void addPast(NodeFixture node, ResourceFixture web) {
      var spec = web.desired().specDigest();
      CorrectionHistory none = CorrectionHistory.none(WEB);
      switch (past) {
        case CLEAN -> {}
        case NOT_CONVERGING ->
            node.history(
                LoopBreaker.spoil(
                    none,
                    new BadSpec(
                        spec, FailureReason.NOT_CONVERGING, "container/web still differs")));
        case BAD_SPEC ->
            node.history(
                LoopBreaker.spoil(
                    none, new BadSpec(spec, FailureReason.NOT_HEALTHY, "not healthy")));
        case FIGHTING -> node.history(new CorrectionHistory(WEB, attempts(6), null));
        case FAILED ->
            node.history(
                new CorrectionHistory(
                    WEB,
                    List.of(new Attempt(NOW, Cause.DRIFT, Set.of("spec.memory"), Result.FAILED)),
                    null));
      }
    }

    private static List<Attempt> attempts(int count) {
      Set<String> paths =
          Set.of("existence", "leftovers", "spec.memory", "spec.image", "spec.state");
      return Collections.nCopies(count, new Attempt(NOW, Cause.DRIFT, paths, Result.CONVERGED));
    }
  }

  @Test
  void everyCaseKeepsTheInvariants() {
    long cases =
        Case.all()
            .peek(one -> {
              NodeFixture node = one.node();
              check(one, node, node.plan());
            })
            .count();
    assertThat(cases).isEqualTo(13L * 4 * 3 * 4 * 5 * 5);
  }

  @Test
  void theReadableCasesAreAsTheTableSays() throws IOException {
    String table =
        Case.all()
            .filter(Case::isReadable)
            .map(one -> row(one, one.node().plan()))
            .collect(Collectors.joining());
    GoldenText.check("decision-table.txt", table);
  }

  private static void check(Case one, NodeFixture node, Plan plan) {
    List<Correction> web = plan.corrections().stream().filter(c -> c.id().equals(WEB)).toList();
    List<Blocked> blocked = plan.blocked().stream().filter(b -> b.id().equals(WEB)).toList();
    boolean drifted = node.drifts().stream().anyMatch(drift -> drift.id().equals(WEB));
    boolean speaks = one.mode() != Mode.OFF;
    boolean unknown = one.situation() == Situation.UNKNOWN;
    assertThat(web.size() + blocked.size())
        .as("%s: one answer per drifted resource: %s", one, plan)
        .isEqualTo(speaks && (drifted || unknown) ? 1 : 0);
    boolean mayAct =
        (one.mode() == Mode.CORRECT || one.mode() == Mode.HOLD)
            && (one.pause() == Pause.NOBODY || one.pause() == Pause.ENDED)
            && !unknown;
    assertThat(web.isEmpty() || mayAct).as("%s: %s", one, plan).isTrue();
    web.forEach(correction -> check(one, correction));
    blocked.forEach(why -> assertThat(why.message()).as("%s", one).contains("web"));
  }

  private static void check(Case one, Correction correction) {
    touchesOnlyOurs(one, correction);
    if (one.mode() == Mode.HOLD) {
      assertThat(correction.due().cause()).as("%s in hold", one).isEqualTo(Cause.DRIFT);
    }
    if (one.past() == Past.BAD_SPEC || one.past() == Past.FIGHTING || one.past() == Past.FAILED) {
      check(one.past(), correction);
    }
    assertThat(correction.due().reason()).as("%s", one).isNotBlank();
    if (one.need() == NeedIs.UNHEALTHY || one.need() == NeedIs.BLOCKED) {
      assertThat(correction)
          .as("%s acts without what it needs", one)
          .isNotInstanceOfAny(
              Correction.Create.class,
              Correction.Replace.class,
              Correction.Restart.class,
              Correction.Start.class);
    }
  }

  private static void touchesOnlyOurs(Case one, Correction correction) {
    if (correction instanceof Correction.Prune) {
      assertThat(one.recorded()).as("%s prunes", one).isEqualTo(Recorded.THIS);
      assertThat(one.situation()).as("%s prunes", one).isEqualTo(Situation.ORPHANED);
    }
    if (one.situation() == Situation.FOREIGN && one.recorded() != Recorded.THIS) {
      assertThat(correction).as("%s touches what is not ours", one).isNull();
    }
    if (one.situation() == Situation.UNMARKED && one.recorded() == Recorded.OTHER) {
      assertThat(correction).as("%s", one).isInstanceOf(Correction.Create.class);
      assertThat(((Correction.Create) correction).setAside()).as("%s", one).isNotNull();
    }
  }

  private static void check(Past past, Correction correction) {
    boolean heals = correction.due().cause() == Cause.DRIFT;
    switch (past) {
      case BAD_SPEC ->
          assertThat(heals || appliesNoSpec(correction))
              .as("a bad spec is applied: %s", correction)
              .isTrue();
      case FAILED -> assertThat(correction).as("no pause after a failure").isNull();
      case FIGHTING ->
          assertThat(correction)
              .as("a fight goes on")
              .isNotInstanceOfAny(
                  Correction.Create.class, Correction.Start.class, Correction.Update.class);
      case CLEAN, NOT_CONVERGING -> {}
    }
  }

  private static boolean appliesNoSpec(Correction correction) {
    return correction instanceof Correction.Prune || correction instanceof Correction.Adopt;
  }

  private static String row(Case one, Plan plan) {
    String gate =
        Stream.of(
                one.pause() == Pause.NOBODY ? "" : "suspended: " + one.pause(),
                one.need() == NeedIs.NONE ? "" : "need: " + one.need(),
                one.past() == Past.CLEAN ? "" : "past: " + one.past())
            .filter(word -> !word.isEmpty())
            .collect(Collectors.joining(", "));
    return "%-19s | %-7s | record %-7s | %-20s | %s%n"
        .formatted(
            one.situation(),
            one.mode().word(),
            one.recorded().name().toLowerCase(Locale.ROOT),
            gate,
            answer(plan));
  }

  private static String answer(Plan plan) {
    Stream<String> corrections =
        plan.corrections().stream()
            .filter(correction -> correction.id().equals(WEB))
            .map(DecisionTableTest::words);
    Stream<String> blocked =
        plan.blocked().stream()
            .filter(one -> one.id().equals(WEB))
            .map(one -> "blocked " + one.reason().word());
    return Stream.concat(corrections, blocked)
        .reduce((one, other) -> one + " + " + other)
        .orElse("nothing");
  }

  private static String words(Correction correction) {
    String paths =
        correction.due().changes().stream()
            .map(change -> change.path())
            .collect(Collectors.joining(" "));
    boolean setsAside = correction instanceof Correction.Create create && create.setAside() != null;
    return "%s (%s)%s%s%s"
        .formatted(
            correction.verb(),
            correction.due().cause().word(),
            paths.isEmpty() ? "" : " " + paths,
            setsAside ? " setting aside" : "",
            correction.due().after().isEmpty() ? "" : " after " + correction.due().after());
  }
}
