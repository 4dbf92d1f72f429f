package dev.setpoint.target.lxd.instance.fields;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.setpoint.reconcile.field.FieldTable.Remedy;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options as servers list them, in normal form. */
class LiveOptionsTest {
  private static final String METADATA =
      """
      {"configs": {"instance": {
        "a": {"keys": [{"raw.apparmor": {"liveupdate": "no"}},
                       {"raw.lxc": {"liveupdate": "yes"}},
                       {"boot.autostart": {"liveupdate": "no"}},
                       {"security.nesting": {"liveupdate": "yes, but not in machines"}}]}}}}
      """;

  private final LiveOptions table = new LiveOptions(Optional.empty());

  private static JsonNode json(String text) throws JsonProcessingException {
    return new ObjectMapper().readTree(text);
  }

  @ParameterizedTest
  @CsvSource({
    "limits.cpu,true,true",
    "limits.memory,true,true",
    "limits.processes,true,true",
    "limits.kernel.nofile,false,false",
    "security.nesting,true,false",
    "security.privileged,false,false",
    "security.idmap.isolated,false,false",
    "security.idmap.base,false,false",
    "security.protection.delete,true,true",
    "security.syscalls.intercept.mknod,false,false",
    "security.syscalls.intercept.setxattr,false,false",
    "security.syscalls.intercept.bpf,false,false",
    "security.syscalls.intercept.mount,false,false",
    "security.syscalls.intercept.mount.allowed,true,true",
    "boot.autostart,true,true",
    "boot.autostart.delay,true,true",
    "snapshots.schedule,true,true",
    "environment.GREETING,true,true",
    "user.role,true,true",
    "linux.kernel_modules,true,true",
    "linux.sysctl.net.ipv4.ip_forward,false,false",
    "raw.lxc,false,false",
    "raw.qemu,false,false",
    "raw.idmap,false,false",
    "raw.apparmor,true,true",
    "nvidia.runtime,false,false",
    "volatile.eth0.hwaddr,false,false",
  })
  void tableSaysWhatWorksAtOnce(String key, boolean inContainer, boolean inMachine) {
    assertThat(table.isLive(key, false)).as("container").isEqualTo(inContainer);
    assertThat(table.isLive(key, true)).as("virtual machine").isEqualTo(inMachine);
  }

  @Test
  void whatTheServerSaysComesBeforeTheTable() throws JsonProcessingException {
    var told = new LiveOptions(Optional.of(json(METADATA)));

    assertThat(told.isLive("raw.apparmor", false)).isFalse();
    assertThat(told.isLive("raw.lxc", false)).isTrue();
    assertThat(told.isLive("limits.memory", false)).isTrue();
  }

  @Test
  void wordsThatAreNeitherYesNorNoLeaveItToTheTable() throws JsonProcessingException {
    var told = new LiveOptions(Optional.of(json(METADATA)));

    assertThat(told.isLive("security.nesting", false)).isTrue();
    assertThat(told.isLive("security.nesting", true)).isFalse();
  }

  @Test
  void whatTheServerReadsItselfNeverTakesARestart() throws JsonProcessingException {
    assertThat(new LiveOptions(Optional.of(json(METADATA))).isLive("boot.autostart", false))
        .isTrue();
  }

  @Test
  void onlyARunningInstanceTakesARestart() throws JsonProcessingException {
    var declared = Set.of("raw.lxc", "limits.memory");
    var root = Map.of("root", Map.of("type", "disk", "path", "/", "pool", "fast"));

    assertThat(live("Running").remedies(declared, root, table))
        .containsOnly(
            Map.entry("spec.config.raw.lxc", Remedy.RESTART),
            Map.entry("spec.devices.tpm0", Remedy.RESTART),
            Map.entry("spec.devices.root.pool", Remedy.REPORT));
    assertThat(live("Stopped").remedies(declared, root, table))
        .containsOnly(Map.entry("spec.devices.root.pool", Remedy.REPORT));
  }

  private static LiveInstance live(String status) throws JsonProcessingException {
    return new LiveInstance(
        json(
            "{\"name\": \"web\", \"type\": \"container\", \"status\": \""
                + status
                + "\", \"config\": {\"volatile.eth0.name\": \"eth0\", \"image.os\": \"x\"},"
                + " \"devices\": {\"tpm0\": {\"type\": \"tpm\"}}}"));
  }
}
