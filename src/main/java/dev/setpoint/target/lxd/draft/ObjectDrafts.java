package dev.setpoint.target.lxd.draft;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.target.draft.Draft;
import dev.setpoint.target.draft.Draft.LeftOut;
import dev.setpoint.target.draft.Sketch;
import dev.setpoint.target.lxd.api.EntityPath;
import java.util.Map;

/** Drafts what is nothing but a configuration: pools, projects, profiles, volumes. */
final class ObjectDrafts {
  private final String project;

  ObjectDrafts(String project) {
    this.project = project;
  }

  /** A draft of what lives in a project. */
  static Sketch inProject(ResourceKind kind, String name, String project) {
    var sketch = new Sketch(kind, name);
    if (!project.equals(EntityPath.DEFAULT_PROJECT)) {
      sketch.text("project", project);
    }
    return sketch;
  }

  Draft project(JsonNode json) {
    var sketch = new Sketch(ResourceKind.PROJECT, json.path("name").asText());
    sketch.text("description", json.path("description").asText());
    Keys.write(sketch, Keys.own(json.path("config")));
    return sketch.done();
  }

  Draft pool(JsonNode json) {
    String name = json.path("name").asText();
    var sketch = new Sketch(ResourceKind.STORAGEPOOL, name);
    String driver = json.path("driver").asText();
    sketch.text("driver", driver);
    sketch.text("description", json.path("description").asText());
    var config = Keys.own(json.path("config"));
    config.entrySet().removeIf(option -> isChosen(option, name));
    Keys.write(sketch, config);
    return sketch.done();
  }

  /** What the server chose by the name of the pool it would choose again. */
  private static boolean isChosen(Map.Entry<String, String> option, String pool) {
    return switch (option.getKey()) {
      case "source" ->
          option.getValue().endsWith("/storage-pools/" + pool)
              || option.getValue().endsWith("/disks/" + pool + ".img");
      case "zfs.pool_name", "lvm.vg_name" -> option.getValue().equals(pool);
      default -> false;
    };
  }

  Draft profile(JsonNode json) {
    var sketch = inProject(ResourceKind.INSTANCEPROFILE, json.path("name").asText(), project);
    sketch.text("description", json.path("description").asText());
    Keys.write(sketch, Keys.own(json.path("config")));
    Keys.devices(sketch, json.path("devices"));
    return sketch.done();
  }

  Draft volume(JsonNode json, String pool) {
    String name = json.path("name").asText();
    var sketch = inProject(ResourceKind.VOLUME, name, project);
    sketch.text("pool", pool);
    String content = json.path("content_type").asText();
    if (content.equals("block")) {
      sketch.text("contentType", content);
    } else if (!content.equals("filesystem")) {
      return new LeftOut(
          ResourceKind.VOLUME, name, "it holds %s, which no manifest says".formatted(content));
    }
    sketch.text("description", json.path("description").asText());
    var config = Keys.own(json.path("config"));
    Schedules.snapshots(sketch, config);
    Keys.write(sketch, config);
    return sketch.done();
  }
}
