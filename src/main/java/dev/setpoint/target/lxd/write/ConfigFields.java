package dev.setpoint.target.lxd.write;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.reconcile.field.Hider;
import dev.setpoint.target.lxd.kind.Marking;
import dev.setpoint.target.lxd.spelling.ConfigValues;
import dev.setpoint.target.wire.SecretKeys;
import java.util.Map;
import java.util.TreeMap;

/** Configuration and devices as fields. */
public final class ConfigFields {
  public static final String CONFIG = "spec.config";
  public static final String DEVICES = "spec.devices";
  public static final String DESCRIPTION = "spec.description";

  private final Hider hider;

  public ConfigFields(Hider hider) {
    this.hider = hider;
  }

  /** A map of the server's keys. */
  public FieldValue config(Map<String, String> config) {
    var entries = new TreeMap<String, FieldValue>();
    config.forEach((key, value) -> {
      if (!value.isEmpty() && !key.startsWith(Marking.PREFIX)) {
        entries.put(key, value(key, value));
      }
    });
    return FieldValue.entries(entries);
  }

  /** Devices, key by key: {@code eth0.network}. */
  public FieldValue devices(Map<String, Map<String, String>> devices) {
    var entries = new TreeMap<String, FieldValue>();
    devices.forEach((name, keys) ->
        keys.forEach((key, value) -> {
          if (!value.isEmpty()) {
            entries.put(name + "." + key, value(key, value));
          }
        }));
    return FieldValue.entries(entries);
  }

  private FieldValue value(String key, String value) {
    return SecretKeys.looksSecret(key)
        ? hider.hide(value)
        : FieldValue.text(ConfigValues.normal(key, value));
  }

  /** The texts of a JSON object. */
  public static Map<String, String> texts(JsonNode object) {
    var texts = new TreeMap<String, String>();
    object.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }

  /** The texts of the objects in a JSON object. */
  public static Map<String, Map<String, String>> textsOfEach(JsonNode object) {
    var texts = new TreeMap<String, Map<String, String>>();
    object.properties().forEach(entry -> texts.put(entry.getKey(), texts(entry.getValue())));
    return texts;
  }
}
