package dev.setpoint.target.docker.draft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.target.docker.fields.MountPaths;
import dev.setpoint.target.draft.Sketch;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What is mounted. */
final class StorageDraft {
  private static final Set<String> USUAL_PROPAGATION = Set.of("", "rprivate", "private");
  private static final Set<String> USUAL_OPTIONS =
      Set.of("", "rw", "nosuid", "nodev", "noexec", "rprivate", "tmpcopyup");
  private static final Pattern BYTES = Pattern.compile("([0-9]{1,15})([kKmMgG]?)");
  private static final Pattern NAMELESS = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern MODE = Pattern.compile("[0-7]{1,4}");

  private final Sketch sketch;
  private final Map<String, ObjectNode> mounts = new TreeMap<>();

  private StorageDraft(Sketch sketch) {
    this.sketch = sketch;
  }

  static void write(LiveView view, Sketch sketch) {
    var draft = new StorageDraft(sketch);
    for (JsonNode mount : view.inspect().path("Mounts")) {
      draft.mount(mount);
    }
    for (JsonNode mount : view.host().path("Mounts")) {
      if (mount.path("Type").asText().equals("tmpfs")) {
        draft.tmpfs(mount);
      } else if (!mount.path("VolumeOptions").path("Subpath").asText().isEmpty()) {
        sketch.lost("the subpath of the volume at " + mount.path("Target").asText());
      }
    }
    LiveView.texts(view.host().path("Tmpfs")).forEach(draft::tmpfs);
    LiveView.entries(view.inherited(), "spec.mounts").keySet().forEach(draft.mounts::remove);
    draft.refuseNameless();
    ArrayNode all = Sketch.NODES.arrayNode();
    draft.mounts.values().forEach(all::add);
    sketch.put("mounts", all);
  }

  private void refuseNameless() {
    mounts.forEach((path, mount) -> {
      if (NAMELESS.matcher(mount.path("volume").asText()).matches()) {
        sketch.refuse(
            "its volume at "
                + path
                + " has no name, so that no manifest can mount it; make the container with a named"
                + " one");
      }
    });
  }

  private void mount(JsonNode mount) {
    String path = MountPaths.normal(mount.path("Destination").asText());
    ObjectNode written = Sketch.NODES.objectNode();
    switch (mount.path("Type").asText()) {
      case "volume" -> written.put("volume", mount.path("Name").asText());
      case "bind" -> written.put("bind", MountPaths.normal(mount.path("Source").asText()));
      case "tmpfs" -> {
        return;
      }
      default -> {
        sketch.lost("the mount of type %s at %s".formatted(mount.path("Type").asText(), path));
        return;
      }
    }
    written.put("path", path);
    if (!mount.path("RW").asBoolean(true)) {
      written.put("readOnly", true);
    }
    if (!USUAL_PROPAGATION.contains(mount.path("Propagation").asText())) {
      sketch.lost("mount propagation %s at %s".formatted(mount.path("Propagation").asText(), path));
    }
    mounts.put(path, written);
  }

  private void tmpfs(JsonNode mount) {
    String path = MountPaths.normal(mount.path("Target").asText());
    ObjectNode written = Sketch.NODES.objectNode().put("tmpfs", true).put("path", path);
    JsonNode options = mount.path("TmpfsOptions");
    size(written, options.path("SizeBytes").asLong());
    mode(written, options.path("Mode").asInt());
    mounts.put(path, written);
  }

  private static void size(ObjectNode written, long bytes) {
    if (bytes > 0) {
      Spelling.size(bytes).ifPresent(size -> written.put("size", size));
    }
  }

  private static void mode(ObjectNode written, int mode) {
    if (mode > 0) {
      written.put("mode", "%04o".formatted(mode));
    }
  }

  private void tmpfs(String target, String options) {
    String path = MountPaths.normal(target);
    ObjectNode written = Sketch.NODES.objectNode().put("tmpfs", true).put("path", path);
    for (String option : options.split(",")) {
      var size = BYTES.matcher(option.startsWith("size=") ? option.substring(5) : "");
      var mode = MODE.matcher(option.startsWith("mode=") ? option.substring(5) : "");
      if (size.matches()) {
        size(written, bytes(Long.parseLong(size.group(1)), size.group(2)));
      } else if (mode.matches()) {
        mode(written, Integer.parseInt(mode.group(), 8));
      } else if (!USUAL_OPTIONS.contains(option)) {
        sketch.lost("the option %s of the tmpfs at %s".formatted(option, path));
      }
    }
    mounts.put(path, written);
  }

  private static long bytes(long count, String unit) {
    return switch (unit) {
      case "k", "K" -> count << 10;
      case "m", "M" -> count << 20;
      case "g", "G" -> count << 30;
      default -> count;
    };
  }
}
