package dev.setpoint.target.lxd.instance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.reconcile.plan.Request;
import dev.setpoint.target.lxd.Servers;
import dev.setpoint.target.lxd.api.FileInfo;
import dev.setpoint.target.lxd.api.InstanceFile;
import dev.setpoint.target.lxd.instance.InstanceNode.Pass;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The writable state of an instance is thrown away on a real server when a person asks for it. */
@Tag("engine")
abstract class ResetContract extends Swapping {
  private static final String VOLUME_MANIFEST =
      """
      apiVersion: setpoint.dev/v1
      kind: Volume
      metadata: {name: kit-data}
      spec:
        nodes: {names: [local]}
        target: lxd
        pool: local
        adopt: true
      """;

  ResetContract(Servers which) {
    super(which);
  }

  private void made(InstanceNode on) {
    on.declare(VOLUME_MANIFEST, on("busybox"));
    on.pass();
    mustBeOn("busybox");
  }

  private void write(String path) {
    server.putFile(
        WEB,
        path,
        InstanceFile.of(
            new FileInfo(FileInfo.Type.FILE, 0, 0, 0644), "x".getBytes(StandardCharsets.UTF_8)));
  }

  private static Request.Wish wiping(String... volumes) {
    return new Request.Reset(new TreeSet<>(Set.of(volumes)));
  }

  @Test
  void whatItWroteIsGoneAndItsVolumesStay() {
    made(node);
    String hardware = lasting(live()).get(1);
    String first = lasting(live()).getFirst();
    write("/etc/mine");
    write("/data/kept");

    node.ask(NAME, wiping());
    Pass pass = node.pass().corrected();

    assertThat(pass.correction()).isInstanceOf(Correction.Reset.class);
    mustBeOn("busybox");
    assertThat(lasting(live()).getFirst()).isNotEqualTo(first);
    assertThat(lasting(live()).get(1)).isEqualTo(hardware);
    assertThat(server.stat(WEB, "/etc/mine")).isEmpty();
    assertThat(server.stat(WEB, "/data/kept")).isPresent();
    assertThat(all()).hasSize(2);
    node.mustBeQuiet();

    node.ask(NAME, new Request.Rollback());
    node.pass().corrected();
    mustBeOn("busybox");
    assertThat(lasting(live()).getFirst()).isEqualTo(first);
    assertThat(server.stat(WEB, "/etc/mine")).isPresent();
    node.mustBeQuiet();
  }

  @Test
  void namedVolumesAreEmptyAfterwards() {
    made(node);
    JsonNode before = server.get(VOLUME).json();
    write("/data/gone");

    node.ask(NAME, wiping("kit-data"));
    node.pass().corrected();

    mustBeOn("busybox");
    assertThat(server.stat(WEB, "/data/gone")).isEmpty();
    assertThat(server.get(VOLUME).json().path("config")).isEqualTo(before.path("config"));
    node.mustBeQuiet();
  }

  @Test
  void aVolumeThatAnotherInstanceUsesIsRefused() {
    made(node);
    write("/data/kept");
    var other = WEB.withName("kit-other");
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("source").put("type", "image").put("fingerprint", fingerprint("busybox"));
    body.putObject("devices")
        .putObject("data")
        .put("type", "disk")
        .put("pool", "local")
        .put("source", "kit-data")
        .put("path", "/data");
    server.create(other, body);

    node.ask(NAME, wiping("kit-data"));

    assertThat(node.pass().outcome())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.reason()).isEqualTo(FailureReason.NOT_ALLOWED_HERE);
              assertThat(failed.message()).contains("is also used by").contains("kit-other");
            });
    assertThat(server.stat(WEB, "/data/kept")).isPresent();
    mustBeOn("busybox");
    node.mustBeQuiet();
  }

  @Test
  void killedAtAnyStepOneInstanceWorksAfterwards() {
    int kills =
        killedAtEachStep(
            killed -> {
              removeVolume();
              makeVolume();
              made(killed);
              killed.ask(NAME, wiping("kit-data"));
            },
            killed -> {
              mustBeOn("busybox");
              killed.mustBeQuiet();
            });
    assertThat(kills).isGreaterThan(10);
  }
}
