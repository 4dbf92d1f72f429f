package dev.setpoint.target.lxd.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.reconcile.Cause;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.Drift;
import dev.setpoint.target.lxd.Servers;
import dev.setpoint.target.lxd.api.Entity;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.EntityType;
import dev.setpoint.target.lxd.api.Server;
import dev.setpoint.target.lxd.api.StateChange;
import dev.setpoint.target.lxd.instance.InstanceNode.Pass;
import dev.setpoint.target.lxd.instance.inner.InnerAgents;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What tests of instances on a real server have in common. */
abstract class OnServer {
  static final String NAME = "kit-web";
  static final EntityPath WEB = EntityPath.instance(EntityPath.DEFAULT_PROJECT, NAME);
  static final String HEAD =
      """
      apiVersion: setpoint.dev/v1
      kind: Instance
      metadata: {name: kit-web}
      spec:
        nodes: {names: [local]}
      """;
  static final String WHOLE =
      HEAD
          + """
            image: {alias: busybox}
            description: a web server
            config:
              limits.memory: 128MiB
              limits.processes: 200
              user.role: web
              environment.GREETING: hello
            devices:
              data: {type: disk, source: /opt, path: /srv/opt, readonly: true}
            boot: {autostart: false, priority: 3}
            snapshots: {schedule: "0 3 * * *", expiry: 7d}
            files:
              - {path: /etc/app/app.conf, content: "port=80\\n", mode: "0640", owner: "1000:1000"}
          """;

  final Server server;
  final InstanceNode node;
  final InstantSource clock;
  volatile Duration ahead = Duration.ZERO;

  OnServer(Servers which) {
    this(which, InnerAgents.NONE);
  }

  OnServer(Servers which, InnerAgents agents) {
    this.server = which.server();
    this.clock = () -> Instant.now().plus(ahead);
    this.node = new InstanceNode(server, clock, agents);
  }

  @BeforeEach
  @AfterEach
  void clear() {
    for (JsonNode instance : server.list(EntityType.INSTANCE, EntityPath.DEFAULT_PROJECT)) {
      String name = instance.path("name").asText();
      if (name.startsWith("kit-")) {
        var path = EntityPath.instance(EntityPath.DEFAULT_PROJECT, name);
        // one that has just ended by itself is busy for a while
        await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> isRemoved(path));
      }
    }
  }

  private boolean isRemoved(EntityPath path) {
    if (!server.get(path).json().path("status").asText().equals("Stopped")) {
      server.change(path, StateChange.kill());
    }
    server.delete(path);
    return true;
  }

  final JsonNode live() {
    return server.get(WEB).json();
  }

  /** Writes as somebody with a client would. */
  final void byHand(Consumer<ObjectNode> change) {
    Entity now = server.get(WEB);
    ObjectNode body = now.copy();
    change.accept(body);
    server.put(WEB, body, now.etag());
  }

  static ObjectNode config(ObjectNode body) {
    return (ObjectNode) body.path("config");
  }

  /** What must outlive every correction that makes nothing new. */
  static List<String> lasting(JsonNode instance) {
    JsonNode config = instance.path("config");
    return List.of(
        config.path("volatile.uuid").asText(),
        config.path("volatile.eth0.hwaddr").asText(),
        config.path("volatile.base_image").asText());
  }

  final void made(String manifest) {
    node.declare(manifest);
    assertThat(node.pass().corrected().correction()).isInstanceOf(Correction.Create.class);
    node.mustBeQuiet();
  }

  /** A move by hand is seen as these fields alone, and put back without a new instance. */
  final Pass seenAndPutBack(String... paths) {
    List<String> before = lasting(live());
    assertThat(before).doesNotContain("");
    Pass pass = node.pass();
    assertThat(pass.changed().cause()).isEqualTo(Cause.DRIFT);
    assertThat(pass.changed().fields()).extracting(Drift.FieldDrift::path).containsExactly(paths);
    pass.corrected();
    assertThat(lasting(live())).isEqualTo(before);
    node.mustBeQuiet();
    return pass;
  }
}
