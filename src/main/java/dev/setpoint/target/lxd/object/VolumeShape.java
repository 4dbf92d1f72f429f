package dev.setpoint.target.lxd.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.VolumeManifest;
import dev.setpoint.manifest.instance.ServerVolume;
import dev.setpoint.reconcile.field.FieldTable;
import dev.setpoint.reconcile.field.FieldTable.Remedy;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.reconcile.field.Fields;
import dev.setpoint.target.lxd.api.EntityType;
import dev.setpoint.target.lxd.kind.ServerKind.Place;
import dev.setpoint.target.lxd.write.ConfigFields;
import dev.setpoint.target.lxd.write.Merge;
import dev.setpoint.target.lxd.write.Withdrawn;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Custom storage volumes. What is in one never goes with a change. */
record VolumeShape(ConfigFields fields) implements Shape {
  private static final String CONTENT = "spec.contentType";
  private static final String SNAPSHOTS = "snapshots.";

  @Override
  public ResourceKind kind() {
    return ResourceKind.VOLUME;
  }

  @Override
  public EntityType type() {
    return EntityType.VOLUME;
  }

  @Override
  public FieldTable table() {
    return FieldTable.of(
        List.of(
            Shape.exact(ConfigFields.DESCRIPTION, Remedy.IN_PLACE),
            Shape.exact(CONTENT, Remedy.REPORT),
            Shape.entries(ConfigFields.CONFIG)));
  }

  private static ServerVolume spec(Manifest manifest) {
    return ((VolumeManifest) manifest).server();
  }

  /** The schedule of snapshots is configuration too. */
  private static Map<String, String> config(ServerVolume spec) {
    var config = new TreeMap<>(spec.config());
    var snapshots = spec.snapshots();
    if (snapshots != null) {
      put(config, "schedule", snapshots.schedule());
      put(config, "expiry", snapshots.expiry());
      put(config, "pattern", snapshots.pattern());
    }
    return config;
  }

  private static void put(Map<String, String> config, String key, @Nullable String value) {
    if (value != null) {
      config.put(SNAPSHOTS + key, value);
    }
  }

  @Override
  public Fields declared(Manifest manifest) {
    var spec = spec(manifest);
    var found = new TreeMap<String, FieldValue>();
    if (spec.description() != null) {
      found.put(ConfigFields.DESCRIPTION, FieldValue.text(spec.description()));
    }
    if (spec.contentType() != null) {
      found.put(CONTENT, FieldValue.text(spec.contentType().word()));
    }
    found.put(ConfigFields.CONFIG, fields.config(config(spec)));
    return Fields.of(found);
  }

  @Override
  public Fields live(JsonNode json, Fields declared) {
    var found = new TreeMap<String, FieldValue>();
    found.put(ConfigFields.DESCRIPTION, Shape.description(json));
    found.put(CONTENT, FieldValue.text(json.path("content_type").asText()));
    found.put(ConfigFields.CONFIG, fields.config(ConfigFields.texts(json.path("config"))));
    return Fields.of(found);
  }

  @Override
  public Place placeOf(Manifest manifest) {
    var spec = spec(manifest);
    return new Place(spec.project(), spec.pool() == null ? "default" : spec.pool());
  }

  @Override
  public String feature() {
    return "features.storage.volumes";
  }

  @Override
  public void begin(ObjectNode body, Manifest manifest) {
    var content = spec(manifest).contentType();
    body.put("content_type", content == null ? "filesystem" : content.word());
  }

  @Override
  public void merge(ObjectNode body, Manifest manifest, Withdrawn withdrawn) {
    var spec = spec(manifest);
    new Merge(body, withdrawn).description(spec.description()).config(config(spec));
  }
}
