package dev.setpoint.target.lxd.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts what is declared into what is there. What nobody declared stays, whoever put it there; what
 * was withdrawn goes.
 */
public final class Merge {
  private static final String TYPE = "type";

  private final ObjectNode body;
  private final Withdrawn withdrawn;

  public Merge(ObjectNode body, Withdrawn withdrawn) {
    this.body = body;
    this.withdrawn = withdrawn;
  }

  public Merge description(@Nullable String declared) {
    if (declared != null) {
      body.put("description", declared);
    } else if (withdrawn.has(ConfigFields.DESCRIPTION)) {
      body.put("description", "");
    }
    return this;
  }

  public Merge config(Map<String, String> declared) {
    ObjectNode config = object(body, "config");
    removeWithdrawn(config, ConfigFields.CONFIG);
    declared.forEach(config::put);
    return this;
  }

  public Merge devices(Map<String, Map<String, String>> declared) {
    ObjectNode devices = object(body, "devices");
    for (String name : names(devices)) {
      String path = ConfigFields.DEVICES + "." + name;
      if (!declared.containsKey(name) && withdrawn.hasBelow(path)) {
        devices.remove(name);
      }
    }
    declared.forEach((name, keys) -> {
      JsonNode there = devices.path(name);
      boolean isOther = !there.path(TYPE).asText().equals(keys.getOrDefault(TYPE, ""));
      ObjectNode device = isOther ? devices.putObject(name) : object(devices, name);
      removeWithdrawn(device, ConfigFields.DEVICES + "." + name);
      keys.forEach(device::put);
    });
    return this;
  }

  private void removeWithdrawn(ObjectNode values, String path) {
    names(values).stream().filter(key -> withdrawn.has(path, key)).forEach(values::remove);
  }

  private static List<String> names(ObjectNode object) {
    var names = new ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  public static ObjectNode object(ObjectNode parent, String name) {
    return parent.path(name) instanceof ObjectNode object ? object : parent.putObject(name);
  }
}
