package dev.setpoint.reconcile;

import static dev.setpoint.fixture.NodeFixture.aNode;
import static dev.setpoint.fixture.ResourceFixture.aContainer;
import static dev.setpoint.fixture.ResourceFixture.aNetwork;
import static dev.setpoint.fixture.ResourceFixture.aVolume;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.setpoint.fixture.NodeFixture;
import dev.setpoint.fixture.ResourceFixture;
import dev.setpoint.reconcile.DesiredResource.Presence;
import dev.setpoint.reconcile.Drift.Changed;
import dev.setpoint.reconcile.Drift.Conflicting;
import dev.setpoint.reconcile.Drift.FieldDrift;
import dev.setpoint.reconcile.Drift.Missing;
import dev.setpoint.reconcile.Drift.Orphaned;
import dev.setpoint.reconcile.field.FieldTable.Remedy;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.reconcile.plan.PlanText;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What differs, who moved, and whose an object is. */
class DriftDetectorTest {
  private static final FieldValue ONE = FieldValue.text("1");
  private static final FieldValue TWO = FieldValue.text("2");

  @Test
  void equalStatesHaveNoDrift() {
    assertThat(aNode().with(aContainer("web")).with(aVolume("data")).drifts()).isEmpty();
  }

  @Test
  void unknownIsNeverAbsent() {
    assertThat(aNode().unknown(aContainer("web")).drifts()).isEmpty();
  }

  @Test
  void whatWasNotLookedAtHasNoDrift() {
    NodeFixture node = aNode().gone(aContainer("web")).gone(aContainer("db"));
    var onlyDb = new TreeMap<>(node.observed().byId());
    onlyDb.remove(aContainer("web").id());
    var looked = new ObservedState(NodeFixture.NOW, onlyDb, List.of());
    assertThat(NodeFixture.detector().detect(node.desired(), looked, node.records()))
        .extracting(Drift::id)
        .containsExactly(aContainer("db").id());
  }

  @Test
  void theCauseOfALossTellsWhoMoved() {
    assertThat(aNode().fresh(aContainer("web")).drifts())
        .containsExactly(new Missing(aContainer("web").id(), Cause.INTENTIONAL, List.of()));
    assertThat(aNode().gone(aContainer("web")).drifts().getFirst().cause()).isEqualTo(Cause.DRIFT);
    assertThat(
            aNode().gone(aContainer("web").git("spec.memory", "1Gi")).drifts().getFirst().cause())
        .isEqualTo(Cause.BOTH);
  }

  @Test
  void aFinishedJobIsNotMissingUntilItsSpecChanges() {
    ResourceFixture job = aContainer("job").presence(Presence.ONE_SHOT).completed();
    assertThat(aNode().gone(job).drifts()).isEmpty();
    assertThat(aNode().gone(job.git("spec.image", "registry.example/web:2")).drifts())
        .singleElement()
        .isInstanceOf(Missing.class);
  }

  @Test
  void aJobThatExitedWellIsNotStoppedButAFailedOneIs() {
    ResourceFixture job = aContainer("job").presence(Presence.ONE_SHOT).exited(0);
    assertThat(aNode().with(job).drifts()).isEmpty();
    assertThat(fields(aNode().with(job.exited(3))))
        .extracting(FieldDrift::path)
        .containsExactly("spec.state");
  }

  @Test
  void eachFieldTellsWhoMovedIt() {
    ResourceFixture web =
        aContainer("web")
            .git("spec.image", "registry.example/web:2")
            .live("spec.memory", "32Mi")
            .everywhere("spec.user", "1")
            .git("spec.user", "2")
            .live("spec.user", "3");
    assertThat(fields(aNode().with(web)))
        .extracting(FieldDrift::path, FieldDrift::cause, FieldDrift::remedy)
        .containsExactly(
            tuple("spec.image", Cause.INTENTIONAL, Remedy.REPLACE),
            tuple("spec.memory", Cause.DRIFT, Remedy.IN_PLACE),
            tuple("spec.user", Cause.BOTH, Remedy.REPLACE));
    assertThat(fields(aNode().unrecorded(aContainer("web").live("spec.memory", "32Mi"))))
        .extracting(FieldDrift::cause)
        .containsExactly(Cause.ADOPTION);
  }

  @Test
  void undeclaredFieldsAreNotOurs() {
    assertThat(aNode().with(aContainer("web").live("spec.user", "root")).drifts()).isEmpty();
  }

  @Test
  void namedValuesAreComparedOneByOne() {
    ResourceFixture web =
        aContainer("web")
            .everywhere("spec.env", FieldValue.entries(Map.of("A", ONE, "B", ONE)))
            .live("spec.env", FieldValue.entries(Map.of("A", TWO, "X", ONE, "PATH", ONE)))
            .inherits("spec.env", FieldValue.entries(Map.of("PATH", ONE, "HOME", ONE)));
    assertThat(fields(aNode().with(web)))
        .extracting(FieldDrift::toString)
        .containsExactly(
            "spec.env.A: 1, found 2",
            "spec.env.B: 1, found nothing",
            "spec.env.X: nothing, found 1");
  }

  @Test
  void anInheritedValueThatSomebodyChangedIsDrift() {
    ResourceFixture web =
        aContainer("web")
            .everywhere("spec.env", FieldValue.entries(Map.of()))
            .live("spec.env", FieldValue.entries(Map.of("PATH", TWO)))
            .inherits("spec.env", FieldValue.entries(Map.of("PATH", ONE)));
    assertThat(fields(aNode().with(web)))
        .extracting(FieldDrift::path)
        .containsExactly("spec.env.PATH");
  }

  @Test
  void moreMayBeThereUnlessItWasOursBefore() {
    FieldValue both = FieldValue.entries(Map.of("ours", ONE, "old", ONE));
    ResourceFixture web =
        aContainer("web")
            .everywhere("spec.labels", both)
            .git("spec.labels", FieldValue.entries(Map.of("ours", ONE)))
            .live("spec.labels", FieldValue.entries(Map.of("ours", ONE, "old", ONE, "more", ONE)));
    assertThat(fields(aNode().with(web)))
        .containsExactly(
            new FieldDrift(
                "spec.labels.old", null, ONE, ONE, Cause.INTENTIONAL, Remedy.REPLACE, "labels"));
  }

  @Test
  void setsAndListsKnowWhatTheEngineAdds() {
    FieldValue declared = FieldValue.members(List.of("/data"));
    ResourceFixture web =
        aContainer("web")
            .everywhere("spec.mounts", declared)
            .live("spec.mounts", FieldValue.members(List.of("/data", "/extra")))
            .everywhere("spec.dns", FieldValue.items(List.of("10.0.0.1")))
            .live("spec.dns", FieldValue.items(List.of("10.0.0.9", "10.0.0.1")))
            .inherits("spec.dns", FieldValue.items(List.of("10.0.0.9")));
    assertThat(aNode().with(web).drifts()).isEmpty();
    web.everywhere("spec.capAdd", declared)
        .live("spec.capAdd", FieldValue.members(List.of("/data", "X")));
    assertThat(fields(aNode().with(web)))
        .extracting(FieldDrift::path)
        .containsExactly("spec.capAdd");
  }

  @Test
  void aMemberThatGitWithdrewIsIntentionalDrift() {
    ResourceFixture web =
        aContainer("web")
            .everywhere("spec.mounts", FieldValue.members(List.of("/a", "/b")))
            .live("spec.mounts", FieldValue.members(List.of("/a", "/b", "/extra")))
            .git("spec.mounts", FieldValue.members(List.of("/a")));
    assertThat(fields(aNode().with(web)))
        .extracting(FieldDrift::path, FieldDrift::cause)
        .containsExactly(tuple("spec.mounts", Cause.INTENTIONAL));
  }

  @Test
  void aWithdrawnScalarNeedsANewObjectAndANodeThatMovedOnIsLeftAlone() {
    ResourceFixture web =
        aContainer("web").everywhere("spec.memory", "64Mi").gitDrops("spec.memory");
    assertThat(fields(aNode().with(web)))
        .containsExactly(
            new FieldDrift(
                "spec.memory",
                null,
                FieldValue.text("64Mi"),
                FieldValue.text("64Mi"),
                Cause.INTENTIONAL,
                Remedy.REPLACE,
                "resources"));
    assertThat(aNode().with(web.live("spec.memory", "1Gi")).drifts()).isEmpty();
    assertThat(aNode().with(web.liveLacks("spec.memory")).drifts()).isEmpty();
  }

  @Test
  void withdrawnNamedValuesAreTakenOutOneByOne() {
    ResourceFixture web =
        aContainer("web")
            .everywhere("spec.networks", FieldValue.entries(Map.of("front", ONE)))
            .gitDrops("spec.networks")
            .live("spec.networks", FieldValue.entries(Map.of("front", ONE, "by-hand", ONE)));
    assertThat(fields(aNode().with(web)))
        .extracting(FieldDrift::path, FieldDrift::remedy)
        .containsExactly(tuple("spec.networks.front", Remedy.IN_PLACE));
  }

  @Test
  void ignoredPathsCoverWhatIsBelowThem() {
    ResourceFixture web =
        aContainer("web")
            .everywhere("spec.env", FieldValue.entries(Map.of("A", ONE, "AB", ONE)))
            .live("spec.env", FieldValue.entries(Map.of("A", TWO, "AB", TWO)))
            .live("spec.memory", "1Gi")
            .ignores("spec.env.A")
            .ignores("spec.memory");
    assertThat(fields(aNode().with(web)))
        .extracting(FieldDrift::path)
        .containsExactly("spec.env.AB");
  }

  @Test
  void theLongestRemedyPathWins() {
    ResourceFixture web =
        aContainer("web")
            .everywhere("spec.files", FieldValue.entries(Map.of("/etc/a", ONE, "/etc/b", ONE)))
            .live("spec.files", FieldValue.entries(Map.of("/etc/a", TWO, "/etc/b", TWO)))
            .remedy("spec.files", Remedy.RESTART)
            .remedy("spec.files./etc/b", Remedy.IN_PLACE);
    assertThat(fields(aNode().with(web)))
        .extracting(FieldDrift::remedy)
        .containsExactly(Remedy.RESTART, Remedy.IN_PLACE);
  }

  @Test
  void aFormerSecretIsNeverShown() {
    FieldValue hidden = new FieldValue.Hidden("abcdef0123456789");
    ResourceFixture web =
        aContainer("web")
            .everywhere("spec.env", FieldValue.entries(Map.of("PASSWORD", hidden)))
            .git("spec.env", FieldValue.entries(Map.of("PASSWORD", ONE)))
            .live("spec.env", FieldValue.entries(Map.of("PASSWORD", FieldValue.text("hunter2"))));
    assertThat(aNode().with(web).drifts().toString()).doesNotContain("hunter2");
    assertThat(PlanText.of(aNode().with(web).plan())).doesNotContain("hunter2");
  }

  @Test
  void leftoversAreDrift() {
    assertThat(fields(aNode().with(aContainer("web").leftover("web-old")))).isEmpty();
    assertThat(aNode().with(aContainer("web").leftover("web-old")).drifts()).hasSize(1);
  }

  @Test
  void ownershipIsDecidedByTheFirstRuleThatMatches() {
    assertThat(aNode().unrecorded(aContainer("web")).drifts().getFirst())
        .as("marked, not recorded: ours, and to be recorded")
        .isInstanceOf(Changed.class)
        .extracting(Drift::cause)
        .isEqualTo(Cause.ADOPTION);
    assertThat(aNode().with(aContainer("web").unmarked()).drifts())
        .as("recorded, not marked: adopted before")
        .isEmpty();
    assertThat(conflict(aNode().with(aContainer("web").unmarked().recordedAs("other"))).onceOurs())
        .isTrue();
    assertThat(conflict(aNode().with(aContainer("web").markedBy("x").recordedAs("y"))).onceOurs())
        .as("another installation's mark outranks our memory of the name")
        .isFalse();
    Conflicting stranger = conflict(aNode().unrecorded(aContainer("web").unmarked()));
    assertThat(stranger.onceOurs()).isFalse();
    assertThat(stranger.why()).contains("adopt: true");
    assertThat(aNode().unrecorded(aContainer("web").unmarked().adopting()).drifts())
        .singleElement()
        .isEqualTo(
            new Changed(
                aContainer("web").id(), Cause.ADOPTION, aContainer("web").object(), List.of()));
    assertThat(aNode().with(aVolume("data").unmarked().adopting().recordedAs("other")).drifts())
        .as("a volume cannot be set aside, so adopt is asked first")
        .singleElement()
        .isInstanceOf(Changed.class);
  }

  @Test
  void orphansAreProvablyOursOnlyWithTheRecordOfThatObject() {
    assertThat(orphan(aNode().orphan(aContainer("old"))).provablyOurs()).isTrue();
    assertThat(orphan(aNode().unrecordedOrphan(aContainer("old"))).provablyOurs()).isFalse();
    assertThat(orphan(aNode().orphan(aContainer("old").recordedAs("other"))).provablyOurs())
        .isFalse();
    assertThat(aNode().unrecordedOrphan(aContainer("old").markedBy("other")).drifts()).isEmpty();
  }

  @Test
  void declaredAbsentIsAnOrphanWhenOursAndAConflictWhenNot() {
    ResourceFixture web = aContainer("web").presence(Presence.ABSENT);
    assertThat(orphan(aNode().with(web)).provablyOurs()).isTrue();
    assertThat(aNode().gone(web).drifts()).isEmpty();
    assertThat(conflict(aNode().with(web.unmarked().recordedAs("other"))).onceOurs()).isFalse();
  }

  @Test
  void whatMovesToAnotherTargetLeavesTheOldOneFirst() {
    ResourceFixture old = aContainer("web");
    NodeFixture node = aNode().orphan(old);
    node.fresh(aContainer("web").on("podman")).orphan(old);
    assertThat(node.drifts()).allMatch(Orphaned.class::isInstance).hasSize(1);
  }

  @Test
  void theIndexSkipsOnlyWhatIsUnchanged() {
    NodeFixture node = aNode().with(aContainer("web")).with(aNetwork("front"));
    DriftDetector detector = NodeFixture.detector();
    var first =
        detector.detect(node.desired(), node.observed(), node.records(), UnchangedIndex.empty());
    assertThat(first.unchanged().size()).isEqualTo(2);
    var second =
        detector.detect(node.desired(), node.observed(), node.records(), first.unchanged());
    assertThat(second.unchanged()).isSameAs(first.unchanged());
    node.with(aContainer("web").live("spec.memory", "1Gi"));
    var third = detector.detect(node.desired(), node.observed(), node.records(), first.unchanged());
    assertThat(third.drifts()).hasSize(1);
    assertThat(third.unchanged().size()).isEqualTo(1);
  }

  private static List<FieldDrift> fields(NodeFixture node) {
    assertThat(node.drifts()).singleElement().isInstanceOf(Changed.class);
    return ((Changed) node.drifts().getFirst()).fields();
  }

  private static Conflicting conflict(NodeFixture node) {
    assertThat(node.drifts()).singleElement().isInstanceOf(Conflicting.class);
    return (Conflicting) node.drifts().getFirst();
  }

  private static Orphaned orphan(NodeFixture node) {
    assertThat(node.drifts()).singleElement().isInstanceOf(Orphaned.class);
    return (Orphaned) node.drifts().getFirst();
  }
}
