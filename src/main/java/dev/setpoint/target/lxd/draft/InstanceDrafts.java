package dev.setpoint.target.lxd.draft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.target.draft.Draft;
import dev.setpoint.target.draft.Draft.LeftOut;
import dev.setpoint.target.draft.Sketch;
import dev.setpoint.target.lxd.instance.fields.ImageLock;
import dev.setpoint.target.wire.SecretWords;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Drafts instances. */
final class InstanceDrafts {
  private static final Map<String, String> CLOUD_INIT =
      Map.of(
          "cloud-init.user-data", "userData",
          "cloud-init.network-config", "networkData",
          "cloud-init.vendor-data", "vendorData");

  private final String project;
  private final ImageNames images;

  InstanceDrafts(String project, ImageNames images) {
    this.project = project;
    this.images = images;
  }

  Draft draft(JsonNode json) {
    String name = json.path("name").asText();
    Optional<String> unfit = unfit(json);
    if (unfit.isPresent()) {
      return new LeftOut(ResourceKind.INSTANCE, name, unfit.get());
    }
    var sketch = ObjectDrafts.inProject(ResourceKind.INSTANCE, name, project);
    String type = json.path("type").asText("container");
    if (!type.equals("container")) {
      sketch.text("type", type);
    }
    sketch.put("image", images.name(json.path("config").path(ImageLock.BASE).asText(), sketch));
    List<String> profiles = json.path("profiles").valueStream().map(JsonNode::asText).toList();
    if (!profiles.equals(List.of("default"))) {
      sketch.spec().set("profiles", Sketch.array(profiles));
    }
    sketch.text("description", json.path("description").asText());
    Map<String, String> config = Keys.own(json.path("config"));
    ObjectNode cloudInit = cloudInit(config, sketch);
    Schedules.snapshots(sketch, config);
    Schedules.boot(sketch, config);
    Keys.write(sketch, config);
    Keys.devices(sketch, json.path("devices"));
    sketch.put("cloudInit", cloudInit);
    sketch.flag("ephemeral", json.path("ephemeral").asBoolean());
    if (json.path("status").asText().equalsIgnoreCase("stopped")) {
      sketch.text("state", "stopped");
    }
    return sketch.done();
  }

  private static Optional<String> unfit(JsonNode json) {
    if (json.path("config").path(ImageLock.BASE).asText("").isEmpty()) {
      return Optional.of(
          "the server does not say which image it was made from, and a manifest has to");
    }
    String status = json.path("status").asText();
    return switch (status.toLowerCase(Locale.ROOT)) {
      case "running", "stopped" -> Optional.empty();
      default ->
          Optional.of(
              "it is %s, which no manifest says; start or stop it, then run this again"
                  .formatted(status.toLowerCase(Locale.ROOT)));
    };
  }

  /** Options of cloud-init, which manifests have fields for, also under their older names. */
  private static ObjectNode cloudInit(Map<String, String> config, Sketch sketch) {
    ObjectNode written = Sketch.NODES.objectNode();
    for (String key :
        List.of("cloud-init.user-data", "cloud-init.network-config", "cloud-init.vendor-data")) {
      String text = config.remove(key);
      if (text == null) {
        continue;
      }
      if (SecretWords.inText(text)) {
        sketch.lost("%s, which seems to hold a secret".formatted(key));
      } else {
        written.put(CLOUD_INIT.getOrDefault(key, key), text);
      }
    }
    return written;
  }
}
