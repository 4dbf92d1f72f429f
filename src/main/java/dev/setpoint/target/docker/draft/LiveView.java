package dev.setpoint.target.docker.draft;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.reconcile.field.Fields;
import dev.setpoint.reconcile.field.Hider;
import dev.setpoint.target.docker.fields.LiveContainer;
import dev.setpoint.target.docker.fields.Profile;
import dev.setpoint.target.docker.fields.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A live container with all that a draft of it needs.
 *
 * @param inspect the engine's answer; holds secrets and is never printed
 * @param image the image that it runs; missing when the engine no longer has it
 * @param named id of the image that the reference it was made from leads to now; empty for none
 * @param defaultNetwork the engine's own name of its default network
 * @param ownCapabilities those that the engine gives every container, where it tells them
 */
record LiveView(
    JsonNode inspect,
    JsonNode image,
    String named,
    String defaultNetwork,
    Set<String> ownCapabilities,
    Rows rows,
    Hider hider) {
  JsonNode config() {
    return inspect.path("Config");
  }

  JsonNode host() {
    return inspect.path("HostConfig");
  }

  JsonNode imageConfig() {
    return image.path("Config");
  }

  JsonNode networks() {
    return inspect.path("NetworkSettings").path("Networks");
  }

  boolean isPodman() {
    return rows.profile().equals(Profile.PODMAN);
  }

  String name() {
    String name = inspect.path("Name").asText();
    return name.startsWith("/") ? name.substring(1) : name;
  }

  private LiveContainer live() {
    var facts =
        new LiveContainer.Facts(rows.profile(), defaultNetwork, "", Map.of(), ownCapabilities);
    return new LiveContainer(inspect, imageConfig(), facts, Fields.none(), hider);
  }

  /** Its fields in normal form; variables are hidden in them. */
  Fields fields() {
    return rows.live(live());
  }

  /** What image and engine bring along. */
  Fields inherited() {
    return rows.inherited(live());
  }

  Map<String, String> labels() {
    return LiveContainer.labelsIn(config());
  }

  static List<String> words(JsonNode array) {
    if (array.isTextual()) {
      return List.of(array.asText());
    }
    var words = new ArrayList<String>();
    array.forEach(word -> words.add(word.asText()));
    return words;
  }

  static Map<String, String> texts(JsonNode object) {
    var texts = new TreeMap<String, String>();
    object.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }

  /** The members of a set; none for anything else. */
  static List<String> members(Fields fields, String path) {
    return fields.get(path).orElse(null) instanceof FieldValue.Members(var members)
        ? List.copyOf(members)
        : List.of();
  }

  /** The entries of a map as text; none for anything else. */
  static Map<String, String> entries(Fields fields, String path) {
    var texts = new TreeMap<String, String>();
    if (fields.get(path).orElse(null) instanceof FieldValue.Entries(var entries)) {
      entries.forEach((key, value) -> texts.put(key, value.toString()));
    }
    return texts;
  }

  @Override
  public String toString() {
    return "LiveView[" + name() + "]";
  }
}
