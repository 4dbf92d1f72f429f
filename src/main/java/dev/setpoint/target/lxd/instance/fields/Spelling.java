package dev.setpoint.target.lxd.instance.fields;

import dev.setpoint.reconcile.field.FieldValue;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Options and devices with each value in its one normal form. */
final class Spelling {
  private Spelling() {}

  static Map<String, FieldValue> config(Map<String, String> config) {
    var normal = new TreeMap<String, FieldValue>();
    config.forEach((key, value) ->
        normal.put(key, FieldValue.text(Options.shipped().option(key).form().normal(value))));
    return normal;
  }

  static Map<String, FieldValue> device(Map<String, String> device) {
    String type = device.getOrDefault("type", "");
    var normal = new TreeMap<String, FieldValue>();
    device.forEach((key, value) ->
        normal.put(
            key, FieldValue.text(Options.shipped().deviceKey(type, key).form().normal(value))));
    return normal;
  }

  static String architecture(String name) {
    String plain = name.toLowerCase(Locale.ROOT);
    return switch (plain) {
      case "amd64" -> "x86_64";
      case "arm64" -> "aarch64";
      case "i386", "386" -> "i686";
      default -> plain;
    };
  }
}
