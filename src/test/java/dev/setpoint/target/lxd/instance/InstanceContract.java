package dev.setpoint.target.lxd.instance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.reconcile.Cause;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.Drift;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.target.lxd.Servers;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.FileInfo;
import dev.setpoint.target.lxd.api.InstanceFile;
import dev.setpoint.target.lxd.api.StateChange;
import dev.setpoint.target.lxd.instance.InstanceNode.Pass;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Instances on a real server: whatever is moved by hand is seen as just that and put back. */
@Tag("engine")
abstract class InstanceContract extends OnServer {
  InstanceContract(Servers which) {
    super(which);
  }

  @Test
  void makesAnInstanceWithEverythingAndIsQuietThen() {
    made(WHOLE);

    JsonNode live = live();
    assertThat(live.path("status").asText()).isEqualTo("Running");
    assertThat(live.path("description").asText()).isEqualTo("a web server");
    assertThat(live.path("config").path("user.setpoint.resource").asText())
        .isEqualTo("instance/kit-web");
    InstanceFile file = server.getFile(WEB, "/etc/app/app.conf").orElseThrow();
    assertThat(file.text()).isEqualTo("port=80\n");
    assertThat(file.info()).isEqualTo(FileInfo.file(1000, 1000, 0640));
  }

  @Test
  void optionMovedByHandIsPutBack() {
    made(WHOLE);

    byHand(body -> config(body).put("limits.memory", "256MiB").put("user.other", "mine"));
    seenAndPutBack("spec.config.limits.memory");
    assertThat(live().path("config").path("user.other").asText()).isEqualTo("mine");
    byHand(body -> config(body).remove("user.role"));
    seenAndPutBack("spec.config.user.role");
    byHand(body -> config(body).put("limits.memory", "131072KiB"));
    node.mustBeQuiet();
  }

  @Test
  void deviceMovedByHandIsPutBack() {
    made(WHOLE);

    byHand(body -> ((ObjectNode) body.path("devices").path("data")).put("path", "/srv/other"));
    seenAndPutBack("spec.devices.data.path");
    byHand(body -> ((ObjectNode) body.path("devices")).remove("data"));
    seenAndPutBack(
        "spec.devices.data.path",
        "spec.devices.data.readonly",
        "spec.devices.data.source",
        "spec.devices.data.type");
  }

  @Test
  void descriptionProfilesAndStateMovedByHandArePutBack() {
    made(WHOLE);

    byHand(body -> body.put("description", "other"));
    seenAndPutBack("spec.description");
    byHand(body -> {
      body.putArray("profiles");
      ObjectNode devices = (ObjectNode) body.path("devices");
      var profile = server.get(EntityPath.profile("default", "default")).json().path("devices");
      devices.set("root", profile.path("root").deepCopy());
      devices.set("eth0", profile.path("eth0").deepCopy());
    });
    seenAndPutBack("spec.profiles");
    server.change(WEB, StateChange.kill());
    seenAndPutBack("spec.state");
    assertThat(live().path("status").asText()).isEqualTo("Running");
    server.change(WEB, new StateChange(StateChange.Action.FREEZE, Duration.ofSeconds(10), false));
    seenAndPutBack("spec.state");
  }

  @Test
  void fileMovedByHandIsPutBack() {
    made(WHOLE);
    String path = "spec.files./etc/app/app.conf";

    server.putFile(
        WEB,
        "/etc/app/app.conf",
        InstanceFile.of(
            FileInfo.file(1000, 1000, 0640), "port=81\n".getBytes(StandardCharsets.UTF_8)));
    seenAndPutBack(path);
    server.deleteFile(WEB, "/etc/app/app.conf");
    seenAndPutBack(path);
    server.deleteFile(WEB, "/etc/app/app.conf");
    server.putFile(
        WEB,
        "/etc/app/app.conf",
        InstanceFile.of(FileInfo.file(0, 0, 0666), "port=80\n".getBytes(StandardCharsets.UTF_8)));
    seenAndPutBack(path);
  }

  @Test
  void removedByHandIsMadeAnew() {
    made(WHOLE);

    server.change(WEB, StateChange.kill());
    server.delete(WEB);
    Pass pass = node.pass().corrected();

    assertThat(pass.drifts())
        .singleElement()
        .isInstanceOfSatisfying(
            Drift.Missing.class, missing -> assertThat(missing.cause()).isEqualTo(Cause.DRIFT));
    assertThat(pass.correction()).isInstanceOf(Correction.Create.class);
    node.mustBeQuiet();
  }

  @Test
  void followsWhatGitSaysAndTakesBackWhatItNoLongerSays() {
    made(WHOLE);
    List<String> before = lasting(live());

    node.declare(
        HEAD
            + """
              image: {alias: busybox}
              config: {limits.memory: 192MiB}
            """);
    Pass pass = node.pass();

    assertThat(pass.changed().cause()).isEqualTo(Cause.INTENTIONAL);
    assertThat(pass.corrected().correction()).isInstanceOf(Correction.Update.class);
    assertThat(lasting(live())).isEqualTo(before);
    assertThat(live().path("config").path("limits.memory").asText()).isEqualTo("192MiB");
    assertThat(live().path("config").has("user.role")).isFalse();
    assertThat(live().path("devices").has("data")).isFalse();
    node.mustBeQuiet();
  }

  @Test
  void whatIsReadAtAStartTakesARestartOfARunningOneAlone() {
    made(WHOLE);
    String sysctl = "  config: {linux.sysctl.net.ipv4.ip_forward: 1}\n";

    node.declare(HEAD + "  image: {alias: busybox}\n" + sysctl);
    assertThat(node.pass().corrected().correction()).isInstanceOf(Correction.Restart.class);
    node.mustBeQuiet();

    node.declare(HEAD + "  image: {alias: busybox}\n  state: stopped\n" + sysctl);
    assertThat(node.pass().corrected().correction()).isInstanceOf(Correction.Stop.class);
    node.mustBeQuiet();
    byHand(body -> config(body).put("linux.sysctl.net.ipv4.ip_forward", "0"));
    assertThat(seenAndPutBack("spec.config.linux.sysctl.net.ipv4.ip_forward").correction())
        .isInstanceOf(Correction.Update.class);
  }

  @Test
  void takesOverWhatIsThereOnRequestAndWritesItsMark() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("source").put("type", "image").put("alias", "busybox");
    server.create(WEB, body);
    server.change(WEB, StateChange.start());
    List<String> before = lasting(live());

    node.declare(HEAD + "  image: {alias: busybox}\n");
    assertThat(node.pass().plan().corrections()).isEmpty();
    node.declare(HEAD + "  adopt: true\n  image: {alias: busybox}\n");
    assertThat(node.pass().corrected().correction()).isInstanceOf(Correction.Adopt.class);

    assertThat(lasting(live())).isEqualTo(before);
    assertThat(live().path("config").path("user.setpoint.resource").asText())
        .isEqualTo("instance/kit-web");
    node.mustBeQuiet();
  }

  @Test
  void removesWhatIsNoLongerDeclared() {
    String other = WHOLE.replace(NAME, "kit-other");
    node.declare(WHOLE.replace("user.role: web", "security.protection.delete: 1"), other);
    node.pass();
    node.mustBeQuiet();

    node.declare(other);
    assertThat(node.pass().corrected().correction()).isInstanceOf(Correction.Prune.class);

    assertThat(server.find(WEB)).isEmpty();
    node.mustBeQuiet();
  }

  @Test
  void saysWhyOneDoesNotComeUp() {
    node.declare(HEAD + "  image: {alias: broken}\n");

    assertThat(node.pass().outcome())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.reason()).isEqualTo(FailureReason.START_FAILED));
  }

  @Test
  void missingImageProfileOrNetworkIsSaidBeforeAnythingIsMade() {
    node.declare(HEAD + "  image: {alias: nothing}\n");
    assertThat(failure()).isEqualTo(FailureReason.IMAGE_MISSING);
    node.declare(HEAD + "  image: {alias: busybox}\n  profiles: [default, absent]\n");
    assertThat(failure()).isEqualTo(FailureReason.BAD_SPEC);
    node.declare(
        HEAD + "  image: {alias: busybox}\n  devices: {eth1: {type: nic, network: absent}}\n");
    assertThat(failure()).isEqualTo(FailureReason.NETWORK_MISSING);

    assertThat(server.find(WEB)).isEmpty();
  }

  private FailureReason failure() {
    Outcome outcome = node.pass().outcome();
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    return ((Outcome.Failed) outcome).reason();
  }
}
