package dev.setpoint.target.lxd.instance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.target.lxd.Servers;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.StateChange;
import dev.setpoint.target.lxd.instance.InstanceNode.Pass;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An instance is replaced by another on a real server, and there is always one that works. */
@Tag("engine")
abstract class SwapContract extends Swapping {
  SwapContract(Servers which) {
    super(which);
  }

  @Test
  void anotherImageIsSwappedInAndTheFormerOneIsKept() {
    made(on("busybox"));
    JsonNode before = live();

    node.declare(on("busybox2"));
    Pass pass = node.pass().corrected();

    assertThat(pass.correction()).isInstanceOf(Correction.Replace.class);
    mustBeOn("busybox2");
    assertThat(lasting(live()).getFirst()).isNotEqualTo(lasting(before).getFirst());
    assertThat(lasting(live()).get(1)).as("hwaddr").isEqualTo(lasting(before).get(1));
    assertThat(all())
        .hasSize(2)
        .anySatisfy(former -> {
          assertThat(former.at("/config/user.setpoint.role").asText()).isEqualTo("fallback");
          assertThat(former.at("/config/volatile.uuid").asText())
              .isEqualTo(lasting(before).getFirst());
          assertThat(former.path("config").path("boot.autostart").asText()).isEqualTo("false");
        });
    node.mustBeQuiet();

    ahead = Duration.ofDays(2);
    assertThat(node.pass().corrected().correction()).isInstanceOf(Correction.Settle.class);
    assertThat(all()).hasSize(1);
    mustBeOn("busybox2");
    node.mustBeQuiet();
  }

  @Test
  void oneThatDoesNotComeUpGivesWayToTheFormerOne() {
    made(on("busybox"));
    List<String> before = lasting(live());

    node.declare(on("broken"));

    assertThat(node.pass().outcome())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.reason()).isEqualTo(FailureReason.NOT_HEALTHY);
              assertThat(failed.blamesSpec()).isTrue();
            });
    assertThat(lasting(live())).isEqualTo(before);
    assertThat(all()).hasSize(1);
    mustBeOn("busybox");
    node.declare(on("busybox"));
    node.mustBeQuiet();
  }

  @Test
  void killedAtAnyStepOneInstanceWorksAfterwards() {
    int kills =
        killedAtEachStep(
            killed -> {
              killed.declare(on("busybox"));
              killed.pass().corrected();
              killed.declare(on("busybox2"));
            },
            killed -> {
              mustBeOn("busybox2");
              killed.mustBeQuiet();
            });
    assertThat(kills).isGreaterThan(10);
  }

  @Test
  void renamedByHandHasItsNameAgain() {
    made(on("busybox"));
    List<String> before = lasting(live());

    server.change(WEB, StateChange.kill());
    server.rename(WEB, "kit-moved");
    assertThat(node.pass().corrected().correction()).isInstanceOf(Correction.Settle.class);

    assertThat(lasting(live())).isEqualTo(before);
    mustBeOn("busybox");
    node.mustBeQuiet();
  }

  @Test
  void copyMadeByHandIsLeftAloneAndLosesOurMark() {
    made(HEAD + "  image: {alias: busybox}\n");

    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("source").put("type", "copy").put("source", NAME);
    // as the servers' own clients do it
    body.set("config", live().path("config").deepCopy());
    body.set("profiles", live().path("profiles").deepCopy());
    config(body)
        .remove(List.of("volatile.uuid", "volatile.uuid.generation", "volatile.eth0.hwaddr"));
    var copy = EntityPath.instance(EntityPath.DEFAULT_PROJECT, "kit-copy");
    server.create(copy, body);
    node.pass().corrected();

    assertThat(server.get(copy).json().path("config").has("user.setpoint.resource")).isFalse();
    assertThat(live().path("status").asText()).isEqualTo("Running");
    node.mustBeQuiet();
  }
}
