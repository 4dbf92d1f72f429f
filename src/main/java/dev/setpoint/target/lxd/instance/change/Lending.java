package dev.setpoint.target.lxd.instance.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.instance.ground.Ground;
import dev.setpoint.target.lxd.instance.ground.Writing;
import java.util.ArrayList;
import java.util.List;

/**
 * What only one of two instances can have at a time: addresses, volumes, the right to start with
 * the machine. In a swap the old one gives it away, and keeps a note of it on itself, so that it
 * gets all of it back whatever happens.
 */
record Lending(Ground ground) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String AUTOSTART = "boot.autostart";
  private static final List<String> ADDRESSES = List.of("ipv4.address", "ipv6.address", "hwaddr");

  /** Takes out of a body what the running one has; it is not started so. */
  static void strip(ObjectNode body) {
    stripDevices(body);
    stripConfig(body);
  }

  private static void stripConfig(ObjectNode body) {
    ObjectNode config = Writing.object(body, "config");
    config.remove(addresses(config));
    config.put(AUTOSTART, "false");
  }

  private static void stripDevices(ObjectNode body) {
    ObjectNode devices = Writing.object(body, "devices");
    var volumes = new ArrayList<String>();
    devices
        .properties()
        .forEach(device -> {
          if (isVolume(device.getValue())) {
            volumes.add(device.getKey());
          } else if (device.getValue().path("type").asText().equals("nic")
              && device.getValue() instanceof ObjectNode nic) {
            nic.remove(ADDRESSES);
          }
        });
    devices.remove(volumes);
  }

  private static boolean isVolume(JsonNode device) {
    return device.path("type").asText().equals("disk")
        && device.has("pool")
        && device.has("source")
        && !device.path("path").asText().equals("/");
  }

  private static List<String> addresses(JsonNode config) {
    var keys = new ArrayList<String>();
    config.fieldNames().forEachRemaining(keys::add);
    keys.removeIf(key ->
        !key.startsWith("volatile.") || !key.endsWith(".hwaddr") || key.contains(".last_state."));
    return keys;
  }

  /** The hardware addresses that a server gave to an instance, by option. */
  static ObjectNode hardware(JsonNode config) {
    ObjectNode hardware = JsonNodeFactory.instance.objectNode();
    addresses(config).forEach(key -> hardware.set(key, config.get(key)));
    return hardware;
  }

  /** Notes on a running instance what it is about to give away, and that its stop is no end. */
  void announce(EntityPath path) {
    Writing.of(ground)
        .write(
            path,
            body -> {
              ObjectNode config = Writing.object(body, "config");
              if (config.has(Marks.LENT)) {
                return;
              }
              ObjectNode note = JsonNodeFactory.instance.objectNode();
              note.set("devices", body.path("devices").deepCopy());
              note.set("hardware", hardware(config));
              note.set("ephemeral", body.path("ephemeral"));
              if (config.has(AUTOSTART)) {
                note.set("autostart", config.get(AUTOSTART));
              }
              config.put(Marks.LENT, note.toString());
              config.put(AUTOSTART, "false");
              body.put("ephemeral", false);
            });
  }

  /**
   * Takes it from a stopped instance. A server that changes a card writes its hardware address as
   * it was, so cards are always written first.
   */
  void give(EntityPath path) {
    Writing.of(ground).write(path, Lending::stripDevices);
    Writing.of(ground).write(path, Lending::stripConfig);
  }

  /** Lets a stopped instance have all that is declared, and these hardware addresses. */
  void take(EntityPath path, Job job, ObjectNode hardware) {
    Writing.of(ground)
        .write(
            path,
            body -> {
              ObjectNode devices = body.putObject("devices");
              job.spec()
                  .devices()
                  .forEach((name, device) -> {
                    ObjectNode keys = devices.putObject(name);
                    device.forEach(keys::put);
                  });
            });
    Writing.of(ground)
        .write(
            path,
            body -> {
              ObjectNode config = Writing.object(body, "config");
              config.remove(AUTOSTART);
              config.setAll(hardware);
              job.declared().config().forEach(config::put);
            });
  }

  /** Gives everything back to a stopped instance; nothing happens when it gave nothing. */
  void giveBack(EntityPath path) {
    Writing.of(ground)
        .write(
            path,
            body -> {
              JsonNode note = note(body.path("config").path(Marks.LENT).asText(""));
              if (note.path("devices").isObject()) {
                body.set("devices", note.path("devices").deepCopy());
              }
            });
    Writing.of(ground)
        .write(
            path,
            body -> {
              ObjectNode config = Writing.object(body, "config");
              if (config.has(Marks.LENT)) {
                giveBack(body, config, note(config.path(Marks.LENT).asText()));
              }
            });
  }

  private static void giveBack(ObjectNode body, ObjectNode config, JsonNode note) {
    if (note.path("devices").isObject()) {
      body.set("ephemeral", note.path("ephemeral"));
      note.path("hardware").properties().forEach(key -> config.set(key.getKey(), key.getValue()));
      if (note.has("autostart")) {
        config.set(AUTOSTART, note.get("autostart"));
      } else {
        config.remove(AUTOSTART);
      }
    }
    config.remove(Marks.LENT);
  }

  private static JsonNode note(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException touchedByHand) {
      return JsonNodeFactory.instance.objectNode();
    }
  }
}
