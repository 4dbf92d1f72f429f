package dev.setpoint.target.contract.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.reconcile.Drift;
import dev.setpoint.reconcile.ObservedResource;
import dev.setpoint.target.lxd.Servers;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.EntityType;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Nothing to do means nothing done: many instances with all fields in use, ten looks, a restart of
 * the server. How many: {@code -Dservers.many=50}.
 */
@Tag("engine")
abstract class ServerAtRestContract {
  private static final int MANY = Integer.getInteger("servers.many", 12);
  private static final int LOOKS = 10;

  private final Servers which;

  ServerAtRestContract(Servers which) {
    this.which = which;
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void nothingIsDoneWhenNothingMoved() throws InterruptedException {
    try (var site = new ServerSite(which)) {
      site.declareWith(many(site));
      site.node().settle();
      Map<String, String> made = told(site);
      assertThat(made).hasSize(MANY + 2);

      for (int look = 0; look < LOOKS; look++) {
        site.node().mustBeQuiet();
      }
      which.restart();
      awaitTold(site);
      assertThat(site.node().drifts()).extracting(Drift::toString).isEmpty();

      assertThat(told(site)).isEqualTo(made);
    }
  }

  private static String many(ServerSite site) {
    var text = new StringBuilder();
    String subnet = site.fill("$fixed");
    String prefix = subnet.substring(0, subnet.lastIndexOf('.') + 1);
    for (int number = 0; number < MANY; number++) {
      text.append(volume(number)).append(instance(number, prefix + (100 + number)));
    }
    return text.toString();
  }

  private static String volume(int number) {
    return """
    apiVersion: setpoint.dev/v1
    kind: Volume
    metadata: {name: kit-many-%1$d}
    spec:
      nodes: {names: [local]}
      target: $target
      pool: local
      config: {user.team: shop}
      snapshots: {schedule: "@daily", expiry: 7d}
      onRemove: delete
    ---
    """
        .formatted(number);
  }

  /** Each has an address, a port of the machine and a volume of its own; one of four is stopped. */
  private static String instance(int number, String address) {
    boolean stopped = number % 4 == 3;
    return """
    apiVersion: setpoint.dev/v1
    kind: Instance
    metadata: {name: kit-many-%1$d}
    spec:
      nodes: {names: [local]}
      target: $target
      external: [$bridge]
      image: {alias: busybox}
      architecture: $architecture
      profiles: [default, kit-small]
      description: number %1$d
      config:
        limits.cpu: 1
        limits.memory: 65536KiB
        security.nesting: true
        linux.sysctl.net.ipv4.ip_forward: 1
        environment.GREETING: hello
        user.role: web
        user.password: hunter2
      devices:
        eth0: {type: nic, network: $bridge, name: eth0, ipv4.address: %2$s}
        eth1: {type: nic, network: $net, name: eth1}
        data: {type: disk, pool: local, source: kit-many-%1$d, path: /data}
        opt: {type: disk, source: /opt, path: /srv/opt, readonly: true}
        web: {type: proxy, listen: "tcp:$loopback:%3$d", connect: "tcp:127.0.0.1:80"}
        zero: {type: unix-char, source: /dev/zero, path: /dev/zero0, mode: "0644", uid: 1000}
      boot: {autostart: %6$s, priority: 3, delay: 0}
      snapshots: {schedule: "0 3 * * *", expiry: 7d, pattern: "s-%%d"}
      cloudInit: {userData: "#cloud-config\\n"}
      files:
        - {path: /etc/app/app.conf, content: "number=%1$d\\n", mode: "0640", owner: "1000:1000"}
        - {path: /etc/motd, from: files/motd}
      class: %4$s
      state: %5$s
    ---
    """
        .formatted(
            number,
            address,
            10_000 + number,
            number % 2 == 0 ? "pet" : "sheep",
            stopped ? "stopped" : "running",
            !stopped);
  }

  /** What must not change by doing nothing: which one it is, and since when it runs. */
  private static Map<String, String> told(ServerSite site) {
    var told = new TreeMap<String, String>();
    for (JsonNode one : site.others().list(EntityType.INSTANCE, EntityPath.DEFAULT_PROJECT)) {
      if (one.path("name").asText().startsWith("kit-")) {
        told.put(
            one.path("name").asText(),
            "%s %s %s"
                .formatted(
                    one.at("/config/volatile.uuid").asText(),
                    one.path("status").asText(),
                    one.at("/state/pid").asText()));
      }
    }
    return told;
  }

  private static void awaitTold(ServerSite site) {
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(500))
        .until(() ->
            site.node().observe().byId().values().stream()
                .noneMatch(ObservedResource.Unknown.class::isInstance));
  }
}
