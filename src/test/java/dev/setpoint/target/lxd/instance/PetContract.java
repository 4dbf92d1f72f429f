package dev.setpoint.target.lxd.instance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.target.lxd.Servers;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.EntityType;
import dev.setpoint.target.lxd.api.FileInfo;
import dev.setpoint.target.lxd.api.InstanceFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A change of a pet that does not work is put back on a real server. */
@Tag("engine")
abstract class PetContract extends Swapping {
  /** A mount that is not there, so that it cannot be started. */
  private static final String BROKEN = "raw.lxc: \"lxc.mount.entry = /nowhere srv none bind 0 0\"";

  PetContract(Servers which) {
    super(which);
  }

  private String with(String option) {
    return with(option, "");
  }

  private String with(String option, String more) {
    return on("busybox")
            .replace("config: {user.role: web}", "config: {user.role: web, %s}".formatted(option))
        + more;
  }

  private List<String> snapshots() {
    return server.list(EntityType.SNAPSHOT, EntityPath.DEFAULT_PROJECT, NAME).stream()
        .map(each -> each.path("name").asText())
        .map(name -> name.substring(name.lastIndexOf('/') + 1))
        .sorted()
        .toList();
  }

  @Test
  void aRestartIsSnapshottedFirstAndThreeAreKept() {
    made(on("busybox"));
    var mine = EntityPath.snapshot(EntityPath.DEFAULT_PROJECT, NAME, "setpoint-mine");
    server.create(mine, JsonNodeFactory.instance.objectNode());
    List<String> before = lasting(live());

    for (int files = 1000; files < 1005; files++) {
      node.declare(with("limits.kernel.nofile: " + files));
      assertThat(node.pass().corrected().correction()).isInstanceOf(Correction.Restart.class);
    }

    assertThat(snapshots()).hasSize(4).contains("setpoint-mine", "setpoint-op6", "setpoint-op4");
    assertThat(lasting(live())).isEqualTo(before);
    mustBeOn("busybox");
    node.mustBeQuiet();
  }

  @Test
  void aLiveChangeIsNotUnlessTheManifestSaysSo() {
    made(on("busybox"));
    node.declare(with("limits.memory: 128MiB"));
    node.pass().corrected();
    assertThat(snapshots()).isEmpty();

    node.declare(with("limits.memory: 96MiB", "  snapshotBeforeChange: always\n"));
    assertThat(node.pass().corrected().correction()).isInstanceOf(Correction.Update.class);
    assertThat(snapshots()).hasSize(1);
    node.mustBeQuiet();
  }

  @Test
  void aSheepIsNotSnapshotted() {
    made(with("limits.kernel.nofile: 1000", "  class: sheep\n"));
    node.declare(with("limits.kernel.nofile: 1001", "  class: sheep\n"));
    node.pass().corrected();
    assertThat(snapshots()).isEmpty();
    node.mustBeQuiet();
  }

  @Test
  void aChangeWithWhichItDoesNotStartIsPutBack() {
    made(on("busybox"));
    List<String> before = lasting(live());
    server.putFile(
        WEB,
        "/etc/mine",
        InstanceFile.of(
            new FileInfo(FileInfo.Type.FILE, 0, 0, 0644), "x".getBytes(StandardCharsets.UTF_8)));

    node.declare(with(BROKEN));

    assertThat(node.pass().outcome())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.message())
                  .contains("put back to ", "the snapshot setpoint-op2 and it runs as before");
              assertThat(failed.blamesSpec()).isTrue();
            });
    assertThat(lasting(live())).isEqualTo(before);
    assertThat(live().path("config").has("raw.lxc")).isFalse();
    assertThat(live().path("config").has("user.setpoint.trial")).isFalse();
    assertThat(server.stat(WEB, "/etc/mine")).isPresent();
    mustBeOn("busybox");
    node.mustRest();
  }

  @Test
  void killedAtAnyStepOfAChangeThatWorksItIsMade() {
    int kills =
        killedAtEachStep(
            killed -> {
              killed.declare(on("busybox"));
              killed.pass().corrected();
              killed.declare(with("limits.kernel.nofile: 1000"));
            },
            killed -> {
              mustBeOn("busybox");
              assertThat(live().at("/config/limits.kernel.nofile").asText()).isEqualTo("1000");
              killed.mustBeQuiet();
            });
    assertThat(kills).isGreaterThan(4);
  }

  @Test
  void killedAtAnyStepOfAChangeThatDoesNotWorkItRunsAsBefore() {
    int kills =
        killedAtEachStep(
            killed -> {
              killed.declare(on("busybox"));
              killed.pass().corrected();
              killed.declare(with(BROKEN));
            },
            killed -> {
              mustBeOn("busybox");
              assertThat(live().path("config").has("raw.lxc")).isFalse();
              killed.mustRest();
            });
    assertThat(kills).isGreaterThan(5);
  }
}
