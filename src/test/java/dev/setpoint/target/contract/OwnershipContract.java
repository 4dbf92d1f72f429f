package dev.setpoint.target.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.reconcile.Cause;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.Drift;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.Plan.Blocked;
import dev.setpoint.target.contract.hand.Hand;
import dev.setpoint.target.contract.hand.Recreation;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is not provably ours is never touched. */
abstract class OwnershipContract {
  private static final String STRANGER =
      "{'Image':'setpoint.test/busybox:1','Cmd':['sleep','1000000'],'StopSignal':'SIGKILL'}";

  private final Site site;
  private final Hand hand;

  OwnershipContract(Subject subject) {
    this.site = new Site(subject);
    this.hand = subject.hand();
  }

  @AfterEach
  void clear() {
    site.close();
  }

  @Test
  void strangerUnderANewNameIsLeftAlone() {
    String id = stranger();
    site.container().declare();

    TestNode.Pass pass = site.node().pass();

    assertThat(pass.drifts()).hasSize(1).allMatch(Drift.Conflicting.class::isInstance);
    assertThat(pass.plan().isEmpty()).isTrue();
    assertThat(reasons(pass)).containsExactly(FailureReason.CONFLICTING);
    assertUntouched(id);
  }

  @Test
  void strangerIsTakenOverOnRequestWhenItIsAsDeclared() {
    String id = stranger();
    site.container("adopt: true").declare();

    TestNode.Pass pass = site.node().pass().mustSucceed();

    assertThat(pass.correction()).isInstanceOf(Correction.Adopt.class);
    assertThat(pass.correction().due().cause()).isEqualTo(Cause.ADOPTION);
    assertUntouched(id);
    site.node().mustBeQuiet();
  }

  @Test
  void strangerThatDiffersIsTakenOverAndCorrected() {
    stranger();
    site.container("adopt: true", "env: {GREETING: hello}").declare();

    TestNode.Pass pass = site.node().pass().mustSucceed();

    assertThat(pass.correction().due().cause()).isEqualTo(Cause.ADOPTION);
    site.node().settle();
    site.node().mustBeQuiet();
    assertThat(hand.container(site.name()).path("Config").path("Env").toString())
        .contains("GREETING=hello");
  }

  @Test
  void strangerUnderANameThatWasOursIsSetAside() {
    site.container().settle();
    hand.remove(site.name());
    String id = stranger();
    hand.write(site.name(), "/tmp/work", "of a stranger\n");

    TestNode.Pass pass = site.node().pass().mustSucceed();

    assertThat(pass.drifts().getFirst().cause()).isEqualTo(Cause.DRIFT);
    site.node().mustBeQuiet();
    assertThat(hand.id(site.name())).isNotEqualTo(id);
    assertThat(hand.runs(site.name())).isTrue();
    assertThat(hand.runs(id)).isFalse();
    assertThat(hand.read(id, "/tmp/work")).isEqualTo("of a stranger\n");
  }

  @Test
  void objectOfAnotherInstallationIsLeftAlone() {
    try (TestNode other = site.nodeOf("another installation")) {
      site.container().declare();
      other.declare(site.tree());
      other.settle();
      String id = hand.id(site.name());

      TestNode.Pass pass = site.node().pass();

      assertThat(pass.drifts()).hasSize(1).allMatch(Drift.Conflicting.class::isInstance);
      assertThat(reasons(pass)).containsExactly(FailureReason.CONFLICTING);
      assertUntouched(id);
    }
  }

  @Test
  void objectOfAnotherInstallationIsNeitherPrunedNorSeen() {
    try (TestNode other = site.nodeOf("another installation")) {
      site.container().declare();
      other.declare(site.tree());
      other.settle();
      String id = hand.id(site.name());
      site.without("it.yaml").further("else").settle();

      assertThat(site.node().observe().undeclared()).isEmpty();
      assertUntouched(id);
    }
  }

  @Test
  void containerThatIsNoLongerDeclaredIsRemoved() {
    site.container().further("else").settle();
    String kept = hand.id(site.name("else"));
    site.without("it.yaml").declare();

    TestNode.Pass pass = site.node().pass().mustSucceed();

    assertThat(pass.drifts()).hasSize(1).allMatch(Drift.Orphaned.class::isInstance);
    assertThat(pass.correction()).isInstanceOf(Correction.Prune.class);
    assertThat(hand.container(site.name()).isMissingNode()).isTrue();
    assertThat(hand.id(site.name("else"))).isEqualTo(kept);
    site.node().mustBeQuiet();
  }

  @Test
  void containerDeclaredAbsentIsRemoved() {
    site.container().further("else").settle();
    site.container("state: absent").settle();

    assertThat(hand.container(site.name()).isMissingNode()).isTrue();
    site.node().mustBeQuiet();
  }

  @Test
  void orphanWithoutARecordIsKept() {
    site.container().further("else").settle();
    String id = hand.id(site.name());
    site.node().records().lose(ResourceId.container(site.name()));
    site.without("it.yaml").declare();

    TestNode.Pass pass = site.node().pass();

    assertThat(pass.plan().isEmpty()).isTrue();
    assertThat(reasons(pass)).containsExactly(FailureReason.NOT_PROVABLY_OURS);
    assertUntouched(id);
  }

  @Test
  void lostRecordIsWrittenAgainFromTheMark() {
    site.container().settle();
    String id = hand.id(site.name());
    site.node().records().lose(ResourceId.container(site.name()));

    TestNode.Pass pass = site.node().pass().mustSucceed();

    assertThat(pass.correction()).isInstanceOf(Correction.Adopt.class);
    assertUntouched(id);
    site.node().mustBeQuiet();
  }

  @Test
  void nothingIsRemovedWhenNothingIsDeclaredAnyMore() {
    site.container().settle();
    String id = hand.id(site.name());
    site.without("it.yaml").declare();

    TestNode.Pass pass = site.node().pass();

    assertThat(pass.plan().isEmpty()).isTrue();
    assertThat(reasons(pass)).containsExactly(FailureReason.NEEDS_HUMAN);
    assertUntouched(id);
  }

  @Test
  void volumeSurvivesItsContainerAndItsManifest() {
    site.container("mounts: [{volume: $volume, path: /data}]").further("else").settle();
    hand.write(site.name(), "/data/kept", "kept\n");
    site.without("it.yaml").without("volume.yaml").declare();

    site.node().pass().mustSucceed();

    TestNode.Pass pass = site.node().pass();
    assertThat(reasons(pass)).containsExactly(FailureReason.NEEDS_HUMAN);
    assertThat(hand.volume(site.ground().word("volume")).isMissingNode()).isFalse();
    site.container("mounts: [{volume: $volume, path: /data}]").settle();
    assertThat(hand.read(site.name(), "/data/kept")).isEqualTo("kept\n");
  }

  @Test
  void volumeGoesWhenItsManifestSaidSo() {
    site.manifest(ResourceKind.VOLUME, List.of("onRemove: delete")).further("else").settle();
    site.without("it.yaml").settle();

    assertThat(hand.volume(site.name()).isMissingNode()).isTrue();
  }

  @Test
  void networkThatIsNoLongerDeclaredIsRemovedAfterItsContainers() {
    site.container("networks: [$net]").further("else").settle();
    site.without("it.yaml").without("net.yaml").without("net2.yaml").settle();

    assertThat(hand.network(site.ground().word("net")).isMissingNode()).isTrue();
    site.node().mustBeQuiet();
  }

  @Test
  void whatNobodyDeclaredIsNotOurs() {
    site.container().settle();
    String id = hand.id(site.name());
    if (!site.make().isPodman()) {
      hand.update(site.name(), Recreation.json("{'Memory':33554432,'MemorySwap':67108864}"));
    }
    hand.write(site.name(), "/tmp/more", "more\n");

    site.node().mustBeQuiet();
    assertUntouched(id);
  }

  @Test
  void copyWithOurMarkUnderAnotherNameIsNotRemoved() {
    site.container().settle();
    ObjectNode copy = Recreation.body(hand.container(site.name()));
    hand.create(site.name("copy"), copy);

    TestNode.Pass pass = site.node().pass();

    // Nobody knows why it is there, so it is set aside, and nothing of it is removed.
    pass.mustSucceed();
    assertThat(pass.plan().corrections()).noneMatch(Correction.Prune.class::isInstance);
    assertThat(hand.runs(site.name())).isTrue();
    assertThat(hand.names()).anyMatch(name -> name.startsWith(site.name("copy")) || isAside(name));
  }

  private boolean isAside(String name) {
    return name.startsWith(site.name() + ".");
  }

  private String stranger() {
    hand.create(site.name(), Recreation.json(STRANGER));
    hand.start(site.name());
    return hand.id(site.name());
  }

  private void assertUntouched(String id) {
    assertThat(hand.id(site.name())).isEqualTo(id);
    assertThat(hand.runs(site.name())).isTrue();
  }

  private static List<FailureReason> reasons(TestNode.Pass pass) {
    return pass.plan().blocked().stream().map(Blocked::reason).toList();
  }
}
