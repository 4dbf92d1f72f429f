package dev.setpoint.target.lxd.guard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an instance has in the end: its profiles one after the other, then its own. An option and a
 * device as a whole replace those of the same name before.
 */
final class Expanded {
  private final Map<String, String> config = new TreeMap<>();
  private final Map<String, Map<String, String>> devices = new TreeMap<>();

  /** Puts more over what is there. */
  Expanded with(Map<String, String> options, Map<String, Map<String, String>> more) {
    config.putAll(options);
    devices.putAll(more);
    return this;
  }

  /** Puts a body of the server's over what is there. */
  Expanded with(JsonNode body) {
    return with(body.path("config"), body.path("devices"));
  }

  Expanded with(JsonNode options, JsonNode more) {
    options.properties().forEach(each -> config.put(each.getKey(), each.getValue().asText("")));
    more.properties()
        .forEach(device -> {
          var keys = new TreeMap<String, String>();
          device
              .getValue()
              .properties()
              .forEach(key -> keys.put(key.getKey(), key.getValue().asText("")));
          devices.put(device.getKey(), keys);
        });
    return this;
  }

  Map<String, String> config() {
    return config;
  }

  Map<String, Map<String, String>> devices() {
    return devices;
  }
}
