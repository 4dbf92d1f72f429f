package dev.setpoint.reconcile.plan;

import static dev.setpoint.fixture.NodeFixture.NOW;
import static dev.setpoint.fixture.NodeFixture.aNode;
import static dev.setpoint.fixture.ResourceFixture.aContainer;
import static dev.setpoint.fixture.ResourceFixture.aNetwork;
import static dev.setpoint.fixture.ResourceFixture.aVolume;
import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.fixture.NodeFixture;
import dev.setpoint.fixture.ResourceFixture;
import dev.setpoint.manifest.Mode;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.CorrectionHistory;
import dev.setpoint.reconcile.CorrectionHistory.BadSpec;
import dev.setpoint.reconcile.DesiredResource.Need.Until;
import dev.setpoint.reconcile.DesiredResource.Presence;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource.Health;
import dev.setpoint.reconcile.Plan;
import dev.setpoint.reconcile.field.FieldTable.Remedy;
import dev.setpoint.reconcile.field.FieldValue;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Plans as people read them, and the rules behind them one by one. */
class PlannerTest {
  private static final FieldValue ONE = FieldValue.text("1");

  @Test
  void aFirstRollOutComesInTheOrderOfNeeds() throws IOException {
    golden(
        "first-roll-out",
        aNode()
            .fresh(
                aContainer("web")
                    .needs(ResourceId.container("db"), Until.STARTED)
                    .needs(ResourceId.network("front"), Until.EXISTS))
            .fresh(
                aContainer("db")
                    .needs(ResourceId.volume("data"), Until.EXISTS)
                    .needs(ResourceId.container("migrate"), Until.COMPLETED))
            .fresh(aContainer("migrate").presence(Presence.ONE_SHOT))
            .fresh(aNetwork("front"))
            .fresh(aVolume("data")));
  }

  @Test
  void healingNamesEachFieldAndItsCause() throws IOException {
    golden(
        "heal",
        aNode()
            .with(aContainer("a-memory").live("spec.memory", "32Mi"))
            .with(aContainer("b-stopped").exited(137))
            .with(
                aContainer("c-network")
                    .everywhere("spec.networks", FieldValue.entries(Map.of("front", ONE)))
                    .live("spec.networks", FieldValue.entries(Map.of("extra", ONE))))
            .with(
                aContainer("d-image")
                    .git("spec.image", "registry.example/web:2")
                    .live("spec.memory", "32Mi"))
            .gone(aContainer("e-removed"))
            .with(aContainer("f-taken").unmarked().recordedAs("id-before"))
            .with(aContainer("g-interrupted").leftover("g-interrupted-old"))
            .unrecorded(aContainer("h-unrecorded"))
            .with(
                aContainer("i-stop")
                    .everywhere("spec.state", "stopped")
                    .live("spec.state", "running"))
            .with(
                aContainer("j-restart")
                    .everywhere("spec.files", FieldValue.entries(Map.of("/etc/a", ONE)))
                    .live("spec.files", FieldValue.entries(Map.of()))
                    .remedy("spec.files", Remedy.RESTART)));
  }

  @Test
  void whatIsNotDoneSaysWhyAndWhatToDo() throws IOException {
    ResourceFixture bad = aContainer("d-bad").git("spec.image", "registry.example/web:2");
    golden(
        "blocked",
        aNode()
            .with(aContainer("a-observed").mode(Mode.OBSERVE).live("spec.memory", "32Mi"))
            .with(aContainer("b-held").mode(Mode.HOLD).git("spec.memory", "128Mi"))
            .with(aContainer("c-off").mode(Mode.OFF).live("spec.memory", "32Mi"))
            .with(bad)
            .history(
                LoopBreaker.spoil(
                    CorrectionHistory.none(bad.id()),
                    new BadSpec(
                        bad.desired().specDigest(),
                        FailureReason.NOT_HEALTHY,
                        "not healthy within 60s")))
            .unrecorded(aContainer("e-stranger").unmarked())
            .unknown(aContainer("f-unknown"))
            .gone(aContainer("g-suspended"))
            .suspend(ResourceId.container("g-suspended"), NOW.plusSeconds(3600))
            .gone(aContainer("h-waits").needs(ResourceId.container("i-sick"), Until.HEALTHY))
            .with(aContainer("i-sick").health(Health.STARTING))
            .with(aVolume("data").live("spec.driver", "nfs"))
            .unrecordedOrphan(aContainer("y-unprovable"))
            .orphan(aVolume("z-kept")));
  }

  @Test
  void removalsComeLastUsersBeforeWhatTheyUse() throws IOException {
    golden(
        "prune",
        aNode()
            .orphan(aNetwork("front"))
            .orphan(aVolume("data").deleteOnRemove())
            .orphan(aContainer("old"))
            .with(aContainer("web").live("spec.memory", "32Mi"))
            .with(aContainer("gone").presence(Presence.ABSENT)));
  }

  @Test
  void anEmptyStateRemovesNothing() throws IOException {
    golden("empty-state", aNode().orphan(aContainer("web")).orphan(aNetwork("front")));
  }

  @Test
  void holdHealsWhatTheNodeMovedAndNothingElse() {
    Plan plan =
        aNode()
            .with(
                aContainer("web")
                    .mode(Mode.HOLD)
                    .git("spec.image", "registry.example/web:2")
                    .live("spec.memory", "32Mi"))
            .plan();
    assertThat(plan.corrections())
        .singleElement()
        .isInstanceOf(Correction.Update.class)
        .satisfies(update -> assertThat(update.due().changes()).hasSize(1));
  }

  @Test
  void aBadSpecDoesNotKeepTheOldContainerFromBeingStarted() {
    ResourceFixture web = aContainer("web").git("spec.image", "registry.example/web:2").exited(1);
    Plan plan =
        aNode()
            .with(web)
            .history(
                LoopBreaker.spoil(
                    CorrectionHistory.none(web.id()),
                    new BadSpec(web.desired().specDigest(), FailureReason.NOT_HEALTHY, "sick")))
            .plan();
    assertThat(plan.corrections()).singleElement().isInstanceOf(Correction.Start.class);
  }

  /** As a crash between creating and starting it leaves it. */
  @Test
  void aJobThatHasNotCompletedIsStarted() {
    ResourceFixture job =
        aContainer("job")
            .presence(Presence.ONE_SHOT)
            .everywhere("spec.state", "completed")
            .exited(3);
    assertThat(aNode().with(job).plan().corrections())
        .singleElement()
        .isInstanceOf(Correction.Start.class);
  }

  @Test
  void whatCannotBeCorrectedDoesNotKeepTheRestFromBeingCorrected() {
    ResourceFixture web =
        aContainer("web")
            .live("spec.memory", "32Mi")
            .live("spec.image", "registry.example/web:0")
            .remedy("spec.image", Remedy.REPORT);
    assertThat(aNode().with(web).plan().corrections())
        .singleElement()
        .isInstanceOf(Correction.Update.class)
        .satisfies(update -> assertThat(update.due().changes()).hasSize(1));
  }

  @Test
  void anUpdateNeverWaitsForNeeds() {
    Plan plan =
        aNode()
            .gone(aContainer("db").mode(Mode.OBSERVE))
            .with(
                aContainer("web")
                    .live("spec.memory", "32Mi")
                    .needs(ResourceId.container("db"), Until.HEALTHY))
            .plan();
    assertThat(plan.corrections()).singleElement().isInstanceOf(Correction.Update.class);
  }

  @Test
  void whatStandsOnAConflictingNetworkWaits() {
    Plan plan =
        aNode()
            .unrecorded(aNetwork("front").unmarked())
            .fresh(aContainer("web").needs(ResourceId.network("front"), Until.EXISTS))
            .plan();
    assertThat(plan.corrections()).isEmpty();
    assertThat(plan.blocked())
        .extracting(Plan.Blocked::reason)
        .containsExactly(FailureReason.CONFLICTING, FailureReason.WAITING);
  }

  @Test
  void aCycleOfNeedsDoesNotHang() {
    Plan plan =
        aNode()
            .fresh(aContainer("a").needs(ResourceId.container("b"), Until.STARTED))
            .fresh(aContainer("b").needs(ResourceId.container("a"), Until.STARTED))
            .fresh(aContainer("c").needs(ResourceId.container("c"), Until.STARTED))
            .plan();
    assertThat(plan.corrections()).isEmpty();
    assertThat(plan.blocked()).hasSize(3);
  }

  @Test
  void theDigestTellsPlansApartAndDoesNotDependOnTheGeneration() {
    NodeFixture node = aNode().with(aContainer("web").live("spec.memory", "32Mi"));
    Plan plan = node.plan();
    Plan later = new Plan(plan.node(), 8, plan.revision(), plan.corrections(), plan.blocked());
    assertThat(PlanDigest.of(later)).isEqualTo(PlanDigest.of(plan));
    node.with(aContainer("web").live("spec.memory", "33Mi"));
    assertThat(PlanDigest.of(node.plan())).isNotEqualTo(PlanDigest.of(plan));
  }

  private static void golden(String name, NodeFixture node) throws IOException {
    GoldenText.check("plan-" + name + ".txt", PlanText.of(node.plan()));
  }
}
