package dev.setpoint.target.lxd.draft;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.writer.YamlText;
import dev.setpoint.target.draft.Draft;
import dev.setpoint.target.draft.Sketch;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Drafts of instances, their options and devices. */
class InstanceDraftsTest {
  private static ObjectNode json(String text) throws IOException {
    return (ObjectNode) new ObjectMapper().readTree(text);
  }

  private static String written(Sketch sketch) {
    var draft = (Draft.Written) sketch.done();
    return YamlText.write(draft.spec(), draft.notes());
  }

  @Test
  void keysOfTheServerAndOursAreNoOptions() throws IOException {
    var config =
        json(
            """
            {"volatile.uuid": "1", "volatile.eth0.hwaddr": "00:16:3e:00:00:01", "image.os": "a",
             "user.setpoint.owner": "x", "limits.cpu": "2", "user.empty": ""}
            """);
    assertThat(Keys.own(config)).containsOnlyKeys("limits.cpu");
  }

  @Test
  void optionsThatSoundSecretAreNamedAndNotShown() {
    var sketch = new Sketch(ResourceKind.INSTANCE, "web");
    Keys.write(
        sketch,
        Map.of(
            "environment.DB_PASSWORD",
            "hunter2",
            "raw.lxc",
            "password = hunter2",
            "limits.cpu",
            "2"));
    assertThat(written(sketch))
        .contains("limits.cpu: 2")
        .contains("the option environment.DB_PASSWORD", "the option raw.lxc")
        .doesNotContain("hunter2");
  }

  @ParameterizedTest
  @CsvSource({
    "@daily,7d,true",
    "0 3 * * *,2d,true",
    "'@daily, @startup',1w,true",
    "never,7d,false"
  })
  void snapshotsAreAFieldWhereTheFieldCanSayThem(String schedule, String expiry, boolean fits) {
    var sketch = new Sketch(ResourceKind.INSTANCE, "web");
    var config = new TreeMap<String, String>();
    config.put("snapshots.schedule", schedule);
    config.put("snapshots.expiry", expiry);
    Schedules.snapshots(sketch, config);
    assertThat(sketch.spec().has("snapshots")).isEqualTo(fits);
    assertThat(config.isEmpty()).isEqualTo(fits);
  }

  @Test
  void devicesBeginWithTheirType() throws IOException {
    var sketch = new Sketch(ResourceKind.INSTANCE, "web");
    Keys.devices(
        sketch, json("{\"eth0\": {\"network\": \"front\", \"type\": \"nic\", \"mtu\": \"1500\"}}"));
    assertThat(written(sketch))
        .isEqualTo("devices: {eth0: {type: nic, mtu: 1500, network: front}}\n");
  }

  @Test
  void anInstanceWithoutAnImageIsLeftOut() throws IOException {
    var drafts = new InstanceDrafts("default", ImageNames.of(List.of()));
    var draft = drafts.draft(json("{\"name\": \"web\", \"status\": \"Running\", \"config\": {}}"));
    assertThat(draft).isInstanceOf(Draft.LeftOut.class);
  }

  @Test
  void anImageIsNamedByItsAliasOrWhereItCameFrom() throws IOException {
    var images =
        ImageNames.of(
            List.of(
                json("{\"fingerprint\": \"a1\", \"aliases\": [{\"name\": \"base\"}]}"),
                json(
                    """
                    {"fingerprint": "b2", "aliases": [], "update_source":
                      {"server": "https://images.example/", "protocol": "simplestreams",
                       "alias": "debian/13"}}
                    """)));
    var sketch = new Sketch(ResourceKind.INSTANCE, "web");
    assertThat(images.name("a1", sketch).toString()).isEqualTo("{\"alias\":\"base\"}");
    assertThat(images.name("b2", sketch).toString())
        .isEqualTo("{\"alias\":\"debian/13\",\"server\":\"https://images.example\"}");
    assertThat(images.name("c3", sketch).toString()).isEqualTo("{\"fingerprint\":\"c3\"}");
  }
}
