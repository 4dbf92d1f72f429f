package dev.setpoint.target.lxd.instance.fields;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.reconcile.field.FieldTable.Remedy;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.reconcile.field.Fields;
import dev.setpoint.target.lxd.kind.Marking;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * An instance as its server tells it.
 *
 * @param json what the server says; may hold secrets and is never printed
 */
public record LiveInstance(JsonNode json) {
  private static final List<String> NOT_DECLARED = List.of("volatile.", "image.", Marking.PREFIX);

  /** Its id, which is never used twice. */
  public String id() {
    return json.path("config").path("volatile.uuid").asText(name());
  }

  public String name() {
    return json.path("name").asText();
  }

  /** Its own options, without those of its profiles. */
  public JsonNode config() {
    return json.path("config");
  }

  /** Fingerprint of the image that its root file system was made from; empty when unknown. */
  public String baseImage() {
    return config().path(ImageLock.BASE).asText("");
  }

  /** Whether its processes live, also frozen ones. */
  public boolean isRunning() {
    return !status().equals("stopped") && !status().equals("error");
  }

  /** The server's word in lower case. */
  public String status() {
    return json.path("status").asText("").toLowerCase(java.util.Locale.ROOT);
  }

  public boolean isVirtualMachine() {
    return json.path("type").asText().equals("virtual-machine");
  }

  /** Its devices, without those of its profiles. */
  public Map<String, Map<String, String>> devices() {
    var devices = new LinkedHashMap<String, Map<String, String>>();
    json.path("devices")
        .properties()
        .forEach(device -> devices.put(device.getKey(), texts(device.getValue())));
    return devices;
  }

  /** The texts of an object. */
  public static Map<String, String> texts(JsonNode object) {
    var texts = new LinkedHashMap<String, String>();
    object.properties().forEach(each -> texts.put(each.getKey(), each.getValue().asText()));
    return texts;
  }

  /**
   * Its fields in the terms of a declaration.
   *
   * @param declared options that are declared: only these among the server's own are fields
   * @param image its image in the terms of the declaration
   * @param files state of the declared files by path; those that are not there are left out
   */
  public Fields fields(Set<String> declared, String image, Map<String, FieldValue> files) {
    var fields = new TreeMap<String, FieldValue>();
    fields.put(InstanceFields.IMAGE, FieldValue.text(image));
    fields.put(InstanceFields.TYPE, FieldValue.text(json.path("type").asText("container")));
    fields.put(
        InstanceFields.ARCHITECTURE,
        FieldValue.text(Spelling.architecture(json.path("architecture").asText())));
    fields.put(
        InstanceFields.PROFILES,
        FieldValue.items(json.path("profiles").valueStream().map(JsonNode::asText).toList()));
    fields.put(InstanceFields.CONFIG, FieldValue.entries(Spelling.config(declarable(declared))));
    devices()
        .forEach((name, device) ->
            fields.put(InstanceFields.device(name), FieldValue.entries(Spelling.device(device))));
    fields.put(InstanceFields.EPHEMERAL, FieldValue.text(json.path("ephemeral").asBoolean()));
    fields.put(InstanceFields.DESCRIPTION, FieldValue.text(json.path("description").asText("")));
    fields.put(InstanceFields.STATE, FieldValue.text(status()));
    fields.put(InstanceFields.FILES, FieldValue.entries(files));
    return Fields.of(fields);
  }

  /**
   * What of that nobody declares, so that it is left as it is, also when it was declared once.
   *
   * @param fields as {@link #fields} gives them
   */
  public static Fields undeclared(Fields fields, Fields declared) {
    var undeclared = new TreeMap<String, FieldValue>();
    for (String path : List.of(InstanceFields.ARCHITECTURE, InstanceFields.DESCRIPTION)) {
      if (declared.get(path).isEmpty()) {
        fields.get(path).ifPresent(value -> undeclared.put(path, value));
      }
    }
    return Fields.of(undeclared);
  }

  private Map<String, String> declarable(Set<String> declared) {
    var config = texts(config());
    config
        .keySet()
        .removeIf(
            key -> !declared.contains(key) && NOT_DECLARED.stream().anyMatch(key::startsWith));
    return config;
  }

  /**
   * What corrects the options and devices of this very instance where that is not simply a write:
   * one that is read at a start only takes a restart, but only of one that runs.
   *
   * @param declared its declared options
   * @param devices its declared devices
   */
  public Map<String, Remedy> remedies(
      Set<String> declared, Map<String, Map<String, String>> devices, LiveOptions options) {
    var remedies = new TreeMap<String, Remedy>();
    var all = new TreeMap<>(devices());
    all.putAll(devices);
    all.forEach((name, device) -> {
      if (device.getOrDefault("path", "").equals("/")) {
        // a root file system does not move
        remedies.put(InstanceFields.device(name) + ".pool", Remedy.REPORT);
      }
    });
    if (!isRunning()) {
      return remedies;
    }
    var keys = new java.util.TreeSet<>(declarable(declared).keySet());
    keys.addAll(declared);
    keys.stream()
        .filter(key -> !key.startsWith("cloud-init."))
        .filter(key -> !options.isLive(key, isVirtualMachine()))
        .forEach(key -> remedies.put(InstanceFields.config(key), Remedy.RESTART));
    all.forEach((name, device) -> {
      if (!LiveOptions.isHotPlugged(device.getOrDefault("type", ""), isVirtualMachine())) {
        remedies.put(InstanceFields.device(name), Remedy.RESTART);
      }
    });
    return remedies;
  }
}
