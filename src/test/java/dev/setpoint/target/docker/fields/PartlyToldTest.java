package dev.setpoint.target.docker.fields;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.reconcile.field.Fields;
import dev.setpoint.reconcile.field.Hider;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What Podman does not report is as the container was made, not as git has it now. */
class PartlyToldTest {
  @Test
  void changedPermissionsOfADeviceAreSeen() throws JsonProcessingException {
    assertThat(live("spec.devices", "/dev/null:/dev/nothing:rw", "/dev/null:/dev/nothing:r"))
        .isEqualTo(FieldValue.members(List.of("/dev/null:/dev/nothing:rw")));
  }

  @Test
  void changedOptionThatIsNotReportedIsSeen() throws JsonProcessingException {
    assertThat(live("spec.securityOpt", "mask=/proc/keys", "mask=/proc/timer_list"))
        .isEqualTo(FieldValue.members(List.of("mask=/proc/keys")));
  }

  private static FieldValue live(String path, String before, String now)
      throws JsonProcessingException {
    var json = new ObjectMapper();
    var labels = new TreeMap<String, String>();
    Echo.write(
        labels, Fields.of(Map.of(path, FieldValue.members(List.of(before)))), Profile.PODMAN);
    var inspect = json.createObjectNode();
    inspect.putObject("Config").set("Labels", json.valueToTree(labels));
    inspect
        .putObject("HostConfig")
        .set(
            "Devices",
            json.readTree("[{\"PathOnHost\":\"/dev/null\",\"PathInContainer\":\"/dev/nothing\"}]"));
    var declared = Fields.of(Map.of(path, FieldValue.members(List.of(now))));
    var facts = new LiveContainer.Facts(Profile.PODMAN, "podman", "image", Map.of(), Set.of());
    var hider = new Hider("a key of a test, 16 bytes or more".getBytes(StandardCharsets.UTF_8));
    var live = new LiveContainer(inspect, json.createObjectNode(), facts, declared, hider);
    return new Rows(Profile.PODMAN).live(live).get(path).orElseThrow();
  }
}
