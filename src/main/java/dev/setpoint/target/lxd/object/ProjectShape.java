package dev.setpoint.target.lxd.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.setpoint.manifest.Manifest;
import dev.setpoint.manifest.ResourceKind;
import dev.setpoint.manifest.ServerManifest;
import dev.setpoint.manifest.instance.ProjectSpec;
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
import java.util.List;
import java.util.TreeMap;

/** Projects; the server removes empty ones only. */
record ProjectShape(ConfigFields fields) implements Shape {
  @Override
  public ResourceKind kind() {
    return ResourceKind.PROJECT;
  }

  @Override
  public EntityType type() {
    return EntityType.PROJECT;
  }

  @Override
  public FieldTable table() {
    return FieldTable.of(
        List.of(
            Shape.exact(ConfigFields.DESCRIPTION, Remedy.IN_PLACE),
            Shape.entries(ConfigFields.CONFIG)));
  }

  private static ProjectSpec spec(Manifest manifest) {
    return (ProjectSpec) ((ServerManifest) manifest).spec();
  }

  @Override
  public Fields declared(Manifest manifest) {
    var spec = spec(manifest);
    var found = new TreeMap<String, FieldValue>();
    if (spec.description() != null) {
      found.put(ConfigFields.DESCRIPTION, FieldValue.text(spec.description()));
    }
    found.put(ConfigFields.CONFIG, fields.config(spec.config()));
    return Fields.of(found);
  }

  @Override
  public Fields live(JsonNode json, Fields declared) {
    var found = new TreeMap<String, FieldValue>();
    found.put(ConfigFields.DESCRIPTION, Shape.description(json));
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
    // a project is nothing but what can be changed
  }

  @Override
  public void merge(ObjectNode body, Manifest manifest, Withdrawn withdrawn) {
    var spec = spec(manifest);
    new Merge(body, withdrawn).description(spec.description()).config(spec.config());
  }
}
