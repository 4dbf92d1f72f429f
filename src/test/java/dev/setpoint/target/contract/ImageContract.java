package dev.setpoint.target.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.setpoint.fixture.TestEngine;
import dev.setpoint.reconcile.Cause;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.target.contract.hand.Hand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Images from a registry. */
abstract class ImageContract {
  private final Site site;
  private final Hand hand;

  ImageContract(Subject subject) {
    this.site = new Site(subject);
    this.hand = subject.hand();
  }

  @AfterEach
  void clear() {
    site.close();
  }

  @Test
  void missingImageIsPulled() {
    String image = TestEngine.registry() + "/busybox:2";
    hand.forget(image);

    site.container("image: " + image, "pull: missing").settle();

    assertThat(hand.runs(site.name())).isTrue();
    assertThat(site.node().progress()).anyMatch(step -> step.startsWith("pulling " + image));
    site.node().mustBeQuiet();
  }

  @Test
  void imageOfAnUnknownNameStopsNothing() {
    site.container().settle();
    String old = hand.id(site.name());
    site.container("image: " + TestEngine.registry() + "/nothing:1", "pull: missing").declare();

    TestNode.Pass pass = site.node().pass();

    assertThat(pass.outcome())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.reason()).isEqualTo(FailureReason.IMAGE_PULL_FAILED);
              assertThat(failed.message()).contains("/nothing:1");
            });
    assertThat(hand.id(site.name())).isEqualTo(old);
    assertThat(hand.runs(site.name())).isTrue();
  }

  @Test
  void registryThatIsNotThereStopsNothing() {
    site.container().settle();
    String old = hand.id(site.name());
    site.container("image: 127.0.0.1:1/busybox:1", "pull: missing").declare();

    TestNode.Pass pass = site.node().pass();

    assertThat(pass.outcome()).isInstanceOf(Outcome.Failed.class);
    assertThat(hand.id(site.name())).isEqualTo(old);
    assertThat(hand.runs(site.name())).isTrue();
  }

  @Test
  void tagThatMovedInTheRegistryIsFollowedOncePulled() {
    String repository = TestEngine.registry() + "/" + site.name("moving");
    hand.tag("setpoint.test/busybox:1", repository, "1");
    hand.push(repository + ":1");
    site.container("image: " + repository + ":1", "pull: always").settle();
    String first = hand.container(site.name()).path("Image").asText();

    // What somebody else pushes, and what the next pull of this engine brings.
    hand.tag("setpoint.test/busybox:2", repository, "1");
    hand.push(repository + ":1");

    TestNode.Pass pass = site.node().pass().mustSucceed();
    assertThat(pass.correction()).isInstanceOf(Correction.Replace.class);
    assertThat(pass.correction().due().cause()).isEqualTo(Cause.DRIFT);
    assertThat(hand.container(site.name()).path("Image").asText()).isNotEqualTo(first);
    site.node().mustBeQuiet();
  }
}
