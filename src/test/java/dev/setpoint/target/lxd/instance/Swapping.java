package dev.setpoint.target.lxd.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.setpoint.target.lxd.Servers;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.EntityType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * An instance with an address and a volume of which there can be one user only, and what must be
 * true of it whenever somebody looks.
 */
abstract class Swapping extends OnServer {
  static final EntityPath VOLUME =
      EntityPath.volume(EntityPath.DEFAULT_PROJECT, "local", "kit-data");

  Swapping(Servers which) {
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

  final String network() {
    return server
        .get(EntityPath.profile("default", "default"))
        .json()
        .at("/devices/eth0/network")
        .asText();
  }

  /** A declaration with an address and a volume of which there can be one user only. */
  final String on(String image) {
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

  final List<JsonNode> all() {
    return server.list(EntityType.INSTANCE, EntityPath.DEFAULT_PROJECT).stream()
        .filter(each -> each.path("name").asText().startsWith("kit-"))
        .toList();
  }

  final List<JsonNode> running() {
    return all().stream().filter(each -> !each.path("status").asText().equals("Stopped")).toList();
  }

  final String fingerprint(String alias) {
    return server.fingerprint(EntityPath.DEFAULT_PROJECT, alias).orElseThrow();
  }

  final void mustBeOn(String alias) {
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

  /** No two that run have an address in common. */
  final void mustBeAlone() {
    var addresses = new ArrayList<String>();
    for (JsonNode one : running()) {
      one.path("config")
          .properties()
          .forEach(key -> {
            if (key.getKey().matches("volatile\\.[^.]+\\.hwaddr")) {
              addresses.add(key.getValue().asText());
            }
          });
      one.path("devices")
          .forEach(device -> {
            if (device.has("ipv4.address")) {
              addresses.add(device.path("ipv4.address").asText());
            }
          });
    }
    assertThat(new HashSet<>(addresses)).as("addresses in use").hasSameSizeAs(addresses);
  }

  /**
   * Does something to a node again and again, killed before one of its changes each time.
   *
   * @param prepare makes the node what it is before
   * @param then asserts what must be true in the end
   * @return how often it was killed
   */
  final int killedAtEachStep(Consumer<InstanceNode> prepare, Consumer<InstanceNode> then) {
    int step = 1;
    while (isKilledAt(step, prepare, then)) {
      step++;
    }
    return step - 1;
  }

  private boolean isKilledAt(
      int step, Consumer<InstanceNode> prepare, Consumer<InstanceNode> then) {
    clear();
    var mortal = new MortalServer();
    var killed = new InstanceNode(mortal.over(server), clock);
    prepare.accept(killed);
    mortal.afterEach(this::mustBeAlone);
    mortal.killBefore(step);
    boolean hit = false;
    try {
      killed.pass();
    } catch (MortalServer.Killed died) {
      hit = true;
      killed.died();
    }
    mortal.spare();
    assertThat(running()).as("running after step %d", step).hasSizeLessThan(2);
    var passes = new ArrayList<InstanceNode.Pass>();
    do {
      passes.add(killed.pass());
      if (passes.size() > 6) {
        fail("killed at step " + step + ", it does not settle: " + passes);
      }
    } while (!passes.getLast().plan().corrections().isEmpty());
    then.accept(killed);
    return hit;
  }
}
