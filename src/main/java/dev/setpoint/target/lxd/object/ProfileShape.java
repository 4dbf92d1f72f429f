package dev.setpoint.target.lxd.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.ServerManifest;
import dev.setpoint.manifest.instance.ProfileSpec;
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
import java.util.TreeMap;

/** Profiles of instances. */
record ProfileShape(ConfigFields fields) implements Shape {
  @Override
  public ResourceKind kind() {
    return ResourceKind.INSTANCEPROFILE;
  }

  @Override
  public EntityType type() {
    return EntityType.PROFILE;
  }

  @Override
  public FieldTable table() {
    return FieldTable.of(
        List.of(
            Shape.exact(ConfigFields.DESCRIPTION, Remedy.IN_PLACE),
            Shape.entries(ConfigFields.CONFIG),
            Shape.entries(ConfigFields.DEVICES)));
  }

  private static ProfileSpec spec(Manifest manifest) {
    return (ProfileSpec) ((ServerManifest) manifest).spec();
  }

  @Override
  public Fields declared(Manifest manifest) {
    var spec = spec(manifest);
    var found = new TreeMap<String, FieldValue>();
    if (spec.description() != null) {
      found.put(ConfigFields.DESCRIPTION, FieldValue.text(spec.description()));
    }
    found.put(ConfigFields.CONFIG, fields.config(spec.config()));
    found.put(ConfigFields.DEVICES, fields.devices(spec.devices()));
    return Fields.of(found);
  }

  @Override
  public Fields live(JsonNode json, Fields declared) {
    var found = new TreeMap<String, FieldValue>();
    found.put(ConfigFields.DESCRIPTION, Shape.description(json));
    found.put(ConfigFields.CONFIG, fields.config(ConfigFields.texts(json.path("config"))));
    found.put(ConfigFields.DEVICES, fields.devices(ConfigFields.textsOfEach(json.path("devices"))));
    return Fields.of(found);
  }

  @Override
  public Place placeOf(Manifest manifest) {
    return Place.of(((ServerManifest) manifest).project());
  }

  @Override
  public String feature() {
    return "features.profiles";
  }

  @Override
  public void begin(ObjectNode body, Manifest manifest) {
    // a profile is nothing but what can be changed
  }

  @Override
  public void merge(ObjectNode body, Manifest manifest, Withdrawn withdrawn) {
    var spec = spec(manifest);
    new Merge(body, withdrawn)
        .description(spec.description())
        .config(spec.config())
        .devices(spec.devices());
  }
}
