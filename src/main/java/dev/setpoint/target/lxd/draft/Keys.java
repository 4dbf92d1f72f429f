package dev.setpoint.target.lxd.draft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.target.draft.Sketch;
import dev.setpoint.target.lxd.kind.Marking;
import dev.setpoint.target.wire.SecretWords;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Options and devices that somebody wrote, as manifests have them. */
final class Keys {
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,14}");
  private static final Pattern OF_SERVER = Pattern.compile("(volatile|image)\\..*");

  private Keys() {}

  /** Options without the server's own and ours. */
  static Map<String, String> own(JsonNode config) {
    var own = new TreeMap<String, String>();
    config
        .properties()
        .forEach(option -> {
          String key = option.getKey();
          String value = option.getValue().asText();
          boolean isWritten =
              !value.isEmpty()
                  && !OF_SERVER.matcher(key).matches()
                  && !key.startsWith(Marking.PREFIX);
          if (isWritten) {
            own.put(key, value);
          }
        });
    return own;
  }

  /** Writes options; those that sound like secrets are only named. */
  static void write(Sketch sketch, Map<String, String> config) {
    ObjectNode written = Sketch.NODES.objectNode();
    new TreeMap<>(config)
        .forEach((key, value) -> {
          boolean isScript = key.startsWith("raw.") || key.contains("user-data");
          if (SecretWords.isSecret(key, value) || (isScript && SecretWords.inText(value))) {
            sketch.lost("the option %s, which sounds like a secret".formatted(key));
          } else {
            put(written, key, value);
          }
        });
    sketch.put("config", written);
  }

  /** Writes devices, each with its type first. */
  static void devices(Sketch sketch, JsonNode devices) {
    ObjectNode all = Sketch.NODES.objectNode();
    var byName = new TreeMap<String, JsonNode>();
    devices.properties().forEach(device -> byName.put(device.getKey(), device.getValue()));
    byName.forEach((name, device) -> {
      ObjectNode written = all.putObject(name);
      put(written, "type", device.path("type").asText());
      device.properties().stream()
          .sorted(Map.Entry.comparingByKey())
          .filter(key -> !key.getKey().equals("type") && !key.getValue().asText().isEmpty())
          .forEach(key -> device(sketch, written, name, key.getKey(), key.getValue().asText()));
    });
    sketch.put("devices", all);
  }

  private static void device(
      Sketch sketch, ObjectNode written, String name, String key, String value) {
    if (SecretWords.isSecret(key, value)) {
      sketch.lost("%s of the device %s, which sounds like a secret".formatted(key, name));
    } else {
      put(written, key, value);
    }
  }

  /** Numbers and truth values need no quotes there. */
  private static void put(ObjectNode written, String key, String value) {
    if (value.equals("true") || value.equals("false")) {
      written.put(key, value.equals("true"));
    } else if (NUMBER.matcher(value).matches()) {
      written.put(key, Long.parseLong(value));
    } else {
      written.put(key, value);
    }
  }
}
