package dev.setpoint.target.lxd.instance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.reconcile.plan.Request;
import dev.setpoint.target.lxd.Servers;
import dev.setpoint.target.lxd.instance.InstanceNode.Pass;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The former instance comes back on a real server when a person asks for it. */
@Tag("engine")
abstract class ReturnContract extends Swapping {
  ReturnContract(Servers which) {
    super(which);
  }

  /** It was on busybox and is on busybox2. */
  private void swapped(InstanceNode on) {
    on.declare(on("busybox"));
    on.pass().corrected();
    on.declare(on("busybox2"));
    on.pass().corrected();
  }

  @Test
  void theFormerOneComesBackAndTheOtherIsKept() {
    made(on("busybox"));
    List<String> first = lasting(live());
    node.declare(on("busybox2"));
    node.pass().corrected();
    List<String> second = lasting(live());

    node.ask(NAME, new Request.Rollback());
    Pass pass = node.pass().corrected();

    assertThat(pass.correction()).isInstanceOf(Correction.Rollback.class);
    mustBeOn("busybox");
    assertThat(lasting(live())).isEqualTo(first);
    assertThat(all())
        .hasSize(2)
        .anySatisfy(left -> {
          assertThat(left.at("/config/user.setpoint.role").asText()).isEqualTo("fallback");
          assertThat(left.at("/config/volatile.uuid").asText()).isEqualTo(second.getFirst());
        });
    node.mustRest();

    node.ask(NAME, new Request.Rollback());
    node.pass().corrected();
    mustBeOn("busybox2");
    assertThat(lasting(live())).isEqualTo(second);
    node.mustBeQuiet();
  }

  @Test
  void withoutAFormerOneNothingHappens() {
    made(on("busybox"));
    List<String> before = lasting(live());

    node.ask(NAME, new Request.Rollback());

    assertThat(node.pass().outcome())
        .isInstanceOfSatisfying(
            Outcome.Skipped.class,
            skipped -> assertThat(skipped.reason()).isEqualTo(FailureReason.NO_WAY_BACK));
    assertThat(lasting(live())).isEqualTo(before);
    mustBeOn("busybox");
    node.mustBeQuiet();
  }

  @Test
  void aFormerOneThatDoesNotComeUpLeavesTheOneInService() {
    swapped(node);
    List<String> second = lasting(live());
    JsonNode former =
        all().stream()
            .filter(each -> !each.path("name").asText().equals(NAME))
            .findFirst()
            .orElseThrow();
    var path = WEB.withName(former.path("name").asText());
    server.deleteFile(path, "/sbin/init");

    node.ask(NAME, new Request.Rollback());

    assertThat(node.pass().outcome())
        .isInstanceOfSatisfying(
            Outcome.Failed.class, failed -> assertThat(failed.blamesSpec()).isFalse());
    mustBeOn("busybox2");
    assertThat(lasting(live())).isEqualTo(second);
    assertThat(all()).hasSize(2);
    node.mustBeQuiet();
  }

  @Test
  void killedAtAnyStepOneInstanceWorksAfterwards() {
    int kills =
        killedAtEachStep(
            killed -> {
              swapped(killed);
              killed.ask(NAME, new Request.Rollback());
            },
            killed -> {
              boolean isBack =
                  live().at("/config/volatile.base_image").asText().equals(fingerprint("busybox"));
              mustBeOn(isBack ? "busybox" : "busybox2");
              killed.mustRest();
            });
    assertThat(kills).isGreaterThan(8);
  }
}
