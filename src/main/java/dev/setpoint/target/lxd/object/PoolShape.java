package dev.setpoint.target.lxd.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.ServerManifest;
import dev.setpoint.manifest.instance.PoolSpec;
import dev.setpoint.reconcile.field.FieldTable;
import dev.setpoint.reconcile.field.FieldTable.Remedy;
import dev.setpoint.reconcile.field.FieldValue;
import dev.setpoint.reconcile.field.Fields;
import dev.setpoint.target.lxd.api.EntityPath;
import dev.setpoint.target.lxd.api.EntityType;
import dev.setpoint.target.lxd.kind.ServerKind.Place;
import dev.setpoint.target.lxd.write.ConfigFields;
import dev.setpoint.target.lxd.write.Merge;
import dev.setpoint.target.lxd.write.Withdrawn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Storage pools. What they lie on never changes: that would be another pool. */
record PoolShape(ConfigFields fields) implements Shape {
  private static final String DRIVER = "spec.driver";
  private static final Pattern FIXED =
      Pattern.compile(
          "source(\\.wipe)?|size|zfs\\.pool_name|lvm\\.(vg_name|thinpool_name|use_thinpool)"
              + "|ceph\\.(cluster_name|osd\\.pool_name|user\\.name)|cephfs\\..*");

  @Override
  public ResourceKind kind() {
    return ResourceKind.STORAGEPOOL;
  }

  @Override
  public EntityType type() {
    return EntityType.POOL;
  }

  @Override
  public FieldTable table() {
    return FieldTable.of(
        List.of(
            Shape.exact(ConfigFields.DESCRIPTION, Remedy.IN_PLACE),
            Shape.exact(DRIVER, Remedy.REPORT),
            Shape.entries(ConfigFields.CONFIG)));
  }

  private static PoolSpec spec(Manifest manifest) {
    return (PoolSpec) ((ServerManifest) manifest).spec();
  }

  @Override
  public Fields declared(Manifest manifest) {
    var spec = spec(manifest);
    var found = new TreeMap<String, FieldValue>();
    if (spec.description() != null) {
      found.put(ConfigFields.DESCRIPTION, FieldValue.text(spec.description()));
    }
    found.put(DRIVER, FieldValue.text(spec.driver()));
    found.put(ConfigFields.CONFIG, fields.config(spec.config()));
    return Fields.of(found);
  }

  @Override
  public Map<String, Remedy> remedies(Manifest manifest) {
    var remedies = new HashMap<String, Remedy>();
    spec(manifest).config().keySet().stream()
        .filter(key -> FIXED.matcher(key).matches())
        .forEach(key -> remedies.put(ConfigFields.CONFIG + "." + key, Remedy.REPORT));
    return remedies;
  }

  @Override
  public Fields live(JsonNode json, Fields declared) {
    var found = new TreeMap<String, FieldValue>();
    found.put(ConfigFields.DESCRIPTION, Shape.description(json));
    found.put(DRIVER, FieldValue.text(json.path("driver").asText()));
    found.put(ConfigFields.CONFIG, fields.config(ConfigFields.texts(json.path("config"))));
    return Fields.of(found);
  }

  @Override
  public Place placeOf(Manifest manifest) {
    return Place.of(EntityPath.DEFAULT_PROJECT);
  }

  @Override
  public String feature() {
    return "";
  }

  @Override
  public void begin(ObjectNode body, Manifest manifest) {
    var spec = spec(manifest);
    body.put("driver", spec.driver());
    spec.config().forEach(Merge.object(body, "config")::put);
  }

  @Override
  public void merge(ObjectNode body, Manifest manifest, Withdrawn withdrawn) {
    var spec = spec(manifest);
    var changeable = new TreeMap<>(spec.config());
    changeable.keySet().removeIf(key -> FIXED.matcher(key).matches());
    new Merge(body, withdrawn).description(spec.description()).config(changeable);
  }
}
