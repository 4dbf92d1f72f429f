package dev.setpoint.target.docker.fields;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.reconcile.field.Fields;
import dev.setpoint.reconcile.field.Hider;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was asked for is told from what a container has and from the engine's default. */
class LiveCapabilitiesTest {
  /** As newer Podmans have it: without three of the fourteen that it tells differences from. */
  private static final String OWN =
      "CHOWN,DAC_OVERRIDE,FOWNER,FSETID,KILL,NET_BIND_SERVICE,SETFCAP,SETGID,SETPCAP,SETUID,"
          + "SYS_CHROOT";

  private static final String USUAL_LESS = "AUDIT_WRITE MKNOD NET_RAW";

  @ParameterizedTest
  @CsvSource({
    // declared add, declared drop, reported more, reported less; added, dropped
    "'', '', '', AUDIT_WRITE MKNOD NET_RAW, '', ''",
    "NET_ADMIN, '', NET_ADMIN, AUDIT_WRITE MKNOD NET_RAW, NET_ADMIN, ''",
    "'', CHOWN, '', AUDIT_WRITE MKNOD NET_RAW, '', ''",
    "'', CHOWN, '', AUDIT_WRITE CHOWN MKNOD NET_RAW, '', CHOWN",
    "NET_RAW, '', '', AUDIT_WRITE MKNOD, NET_RAW, ''",
    "'', '', '', AUDIT_WRITE MKNOD, NET_RAW, ''",
    "'', MKNOD, '', AUDIT_WRITE MKNOD NET_RAW, '', MKNOD",
    "'', '', SYS_ADMIN, AUDIT_WRITE MKNOD NET_RAW, SYS_ADMIN, ''"
  })
  void tellsWhatWasAskedFor(
      String add, String drop, String more, String less, String added, String dropped)
      throws JsonProcessingException {
    LiveCapabilities live = live(add, drop, words(more), words(less), Map.of());

    assertThat(live.added()).isEqualTo(FieldValue.members(words(added)));
    assertThat(live.dropped()).isEqualTo(FieldValue.members(words(dropped)));
  }

  @ParameterizedTest
  @CsvSource({"'', ALL, '', ALL", "CHOWN, ALL, CHOWN, ALL"})
  void allDroppedIsOneWord(String add, String drop, String added, String dropped)
      throws JsonProcessingException {
    var less = new java.util.ArrayList<>(List.of((OWN + ",AUDIT_WRITE,MKNOD,NET_RAW").split(",")));
    less.removeAll(words(add));

    LiveCapabilities live = live(add, drop, List.of(), less, Map.of());

    assertThat(live.added()).isEqualTo(FieldValue.members(words(added)));
    assertThat(live.dropped()).isEqualTo(FieldValue.members(words(dropped)));
  }

  @ParameterizedTest
  @CsvSource({"'', ALL, CHOWN"})
  void oneDroppedInsteadOfAllIsTold(String add, String drop, String dropped)
      throws JsonProcessingException {
    LiveCapabilities live = live(add, drop, List.of(), words(USUAL_LESS + " CHOWN"), Map.of());

    assertThat(live.added()).isEqualTo(FieldValue.members(List.of()));
    assertThat(live.dropped()).isEqualTo(FieldValue.members(words(dropped)));
  }

  @ParameterizedTest
  @CsvSource({"'', ''"})
  void anotherDefaultThanWhenItWasMadeIsNoChange(String add, String drop)
      throws JsonProcessingException {
    var then = Map.of(OwnerLabels.CAPABILITIES, OWN + ",NET_RAW");

    LiveCapabilities live = live(add, drop, List.of(), words("AUDIT_WRITE MKNOD"), then);

    assertThat(live.added()).isEqualTo(FieldValue.members(List.of()));
    assertThat(live.dropped()).isEqualTo(FieldValue.members(List.of()));
  }

  private static List<String> words(String text) {
    return text.isBlank() ? List.of() : Arrays.asList(text.split(" "));
  }

  private static LiveCapabilities live(
      String add, String drop, List<String> more, List<String> less, Map<String, String> labels)
      throws JsonProcessingException {
    var json = new ObjectMapper();
    var inspect = json.createObjectNode();
    inspect.putObject("Config").set("Labels", json.valueToTree(labels));
    inspect.putObject("HostConfig").set("CapAdd", json.valueToTree(more));
    inspect.withObject("HostConfig").set("CapDrop", json.valueToTree(less));
    var declared =
        Fields.of(
            Map.of(
                "spec.capAdd", FieldValue.members(words(add)),
                "spec.capDrop", FieldValue.members(words(drop))));
    var facts =
        new LiveContainer.Facts(
            Profile.PODMAN, "podman", "image", Map.of(), Set.of(OWN.split(",")));
    var hider = new Hider("a key of a test, 16 bytes or more".getBytes(StandardCharsets.UTF_8));
    return LiveCapabilities.of(
        new LiveContainer(inspect, json.createObjectNode(), facts, declared, hider));
  }
}
