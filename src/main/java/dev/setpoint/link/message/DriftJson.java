package dev.setpoint.link.message;

import dev.setpoint.audit.json.CanonicalJson;
import dev.setpoint.audit.json.FieldValueJson;
import dev.setpoint.reconcile.Cause;
import dev.setpoint.reconcile.Drift;
import dev.setpoint.reconcile.Drift.Changed;
import dev.setpoint.reconcile.Drift.Conflicting;
import dev.setpoint.reconcile.Drift.FieldDrift;
import dev.setpoint.reconcile.Drift.Missing;
import dev.setpoint.reconcile.Drift.Orphaned;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.field.FieldTable.Remedy;
import org.jspecify.annotations.Nullable;

/** Differences and engine objects on the wire. */
final class DriftJson {
  private DriftJson() {}

  static void write(CanonicalJson json, @Nullable Drift drift) {
    if (drift == null) {
      json.value((String) null);
      return;
    }
    json.object()
        .field("type", drift.getClass().getSimpleName())
        .field("id", drift.id())
        .field("cause", drift.cause().name());
    switch (drift) {
      case Missing missing ->
          json.<EngineObject>array(
              "leftovers", missing.leftovers(), object -> engineObject(json, object));
      case Changed changed -> {
        engineObject(json.key("object"), changed.object());
        json.<FieldDrift>array("fields", changed.fields(), field -> field(json, field));
      }
      case Orphaned orphaned -> {
        engineObject(json.key("object"), orphaned.object());
        json.key("provablyOurs").value(orphaned.provablyOurs());
      }
      case Conflicting conflicting -> {
        engineObject(json.key("object"), conflicting.object());
        json.key("onceOurs").value(conflicting.onceOurs());
        json.field("why", conflicting.why());
      }
    }
    json.endObject();
  }

  static Drift read(WireObject json) {
    var id = json.resource("id");
    var cause = json.word("cause", Cause.class);
    var type = json.text("type");
    return switch (type) {
      case "Missing" -> new Missing(id, cause, json.list("leftovers", DriftJson::engineObject));
      case "Changed" ->
          new Changed(
              id,
              cause,
              json.object("object", DriftJson::engineObject),
              json.list("fields", DriftJson::field));
      case "Orphaned" ->
          new Orphaned(
              id,
              cause,
              json.object("object", DriftJson::engineObject),
              json.truth("provablyOurs"));
      case "Conflicting" ->
          new Conflicting(
              id,
              cause,
              json.object("object", DriftJson::engineObject),
              json.truth("onceOurs"),
              json.text("why"));
      default -> throw new MalformedMessageException("unknown drift " + type);
    };
  }

  static void field(CanonicalJson json, FieldDrift field) {
    json.object().field("path", field.path());
    FieldValueJson.write(json.key("desired"), field.desired());
    FieldValueJson.write(json.key("applied"), field.applied());
    FieldValueJson.write(json.key("observed"), field.observed());
    json.field("cause", field.cause().name())
        .field("remedy", field.remedy().name())
        .field("group", field.group())
        .endObject();
  }

  static FieldDrift field(WireObject json) {
    return new FieldDrift(
        json.text("path"),
        json.fieldValueOrNull("desired"),
        json.fieldValueOrNull("applied"),
        json.fieldValueOrNull("observed"),
        json.word("cause", Cause.class),
        json.word("remedy", Remedy.class),
        json.text("group"));
  }

  static void engineObject(CanonicalJson json, @Nullable EngineObject object) {
    if (object == null) {
      json.value((String) null);
      return;
    }
    json.object().field("engineId", object.engineId()).field("name", object.name()).endObject();
  }

  static EngineObject engineObject(WireObject json) {
    return new EngineObject(json.text("engineId"), json.text("name"));
  }
}
