package dev.setpoint.target.lxd.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.target.lxd.Servers;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.EntityType;
import dev.setpoint.target.lxd.api.StateChange;
import dev.setpoint.target.lxd.instance.InstanceNode.Pass;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An instance is replaced by another on a real server, and there is always one that works. */
@Tag("engine")
abstract class SwapContract extends OnServer {
  private static final EntityPath VOLUME =
      EntityPath.volume(EntityPath.DEFAULT_PROJECT, "local", "kit-data");

  SwapContract(Servers which) {
    super(which);
  }

  @BeforeEach
  void makeVolume() {
    removeVolume();
    server.create(VOLUME, JsonNodeFactory.instance.objectNode().put("type", "custom"));
  }

  @AfterEach
  void removeVolume() {
    clear();
    if (server.find(VOLUME).isPresent()) {
      server.delete(VOLUME);
    }
  }

  private String network() {
    return server
        .get(EntityPath.profile("default", "default"))
        .json()
        .at("/devices/eth0/network")
        .asText();
  }

  /** A declaration with an address and a volume of which there can be one user only. */
  private String on(String image) {
    String subnet =
        server
            .get(EntityPath.network("default", network()))
            .json()
            .at("/config/ipv4.address")
            .asText();
    String address = subnet.substring(0, subnet.lastIndexOf('.')) + ".77";
    return HEAD
        + """
          image: {alias: %s}
          config: {user.role: web}
          boot: {autostart: true}
          devices:
            eth0: {type: nic, network: %s, name: eth0, ipv4.address: %s}
            data: {type: disk, pool: local, source: kit-data, path: /data}
          files:
            - {path: /etc/app.conf, content: "x"}
          health: {command: [test, -e, /etc/app.conf], interval: 1s, timeout: 3s}
        """
            .formatted(image, network(), address);
  }

  private List<JsonNode> all() {
    return server.list(EntityType.INSTANCE, EntityPath.DEFAULT_PROJECT).stream()
        .filter(each -> each.path("name").asText().startsWith("kit-"))
        .toList();
  }

  private List<JsonNode> running() {
    return all().stream().filter(each -> !each.path("status").asText().equals("Stopped")).toList();
  }

  private String fingerprint(String alias) {
    return server.fingerprint(EntityPath.DEFAULT_PROJECT, alias).orElseThrow();
  }

  private void mustBeOn(String alias) {
    assertThat(running())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.path("name").asText()).isEqualTo(NAME);
          JsonNode config = one.path("config");
          assertThat(config.path("volatile.base_image").asText()).isEqualTo(fingerprint(alias));
          assertThat(config.path("user.setpoint.role").asText()).isEqualTo("itself");
          assertThat(config.has("user.setpoint.lent")).isFalse();
          assertThat(config.path("boot.autostart").asText()).isEqualTo("true");
          assertThat(one.path("devices").has("data")).isTrue();
          assertThat(one.at("/devices/eth0/ipv4.address").asText()).endsWith(".77");
        });
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
    int step = 1;
    while (killedAt(step)) {
      step++;
    }
    assertThat(step).isGreaterThan(10);
  }

  private boolean killedAt(int step) {
    clear();
    var mortal = new MortalServer();
    var killed = new InstanceNode(mortal.over(server), clock);
    killed.declare(on("busybox"));
    killed.pass().corrected();
    killed.declare(on("busybox2"));
    mortal.killBefore(step);
    boolean hit = false;
    try {
      killed.pass();
    } catch (MortalServer.Killed died) {
      hit = true;
    }
    mortal.spare();
    assertThat(running()).as("running after step %d", step).hasSizeLessThan(2);
    for (int passes = 0; !killed.pass().plan().isEmpty(); passes++) {
      if (passes == 5) {
        fail("killed at step " + step + ", it does not settle");
      }
    }
    mustBeOn("busybox2");
    killed.mustBeQuiet();
    return hit;
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
