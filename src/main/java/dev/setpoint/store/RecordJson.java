package dev.setpoint.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.audit.json.CanonicalJson;
import dev.setpoint.audit.json.FieldValueJson;
import dev.setpoint.reconcile.AppliedRecord;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.field.Fields;

/** The stored form of {@link AppliedRecord}. */
final class RecordJson {
  private RecordJson() {}

  static String write(AppliedRecord record) {
    var json = new CanonicalJson().object();
    json.field("id", record.id())
        .field("target", record.target())
        .field("engineId", record.object().engineId())
        .field("name", record.object().name());
    FieldValueJson.write(json.key("applied"), record.applied().byPath());
    json.field("revision", record.revisionId());
    json.key("deleteOnRemove").value(record.deleteOnRemove());
    json.key("completed").value(record.completed());
    return json.endObject().toString();
  }

  static AppliedRecord read(String text) {
    JsonNode json = StoredJson.parse(text);
    return new AppliedRecord(
        StoredJson.resource(StoredJson.text(json, "id")),
        StoredJson.text(json, "target"),
        new EngineObject(StoredJson.text(json, "engineId"), StoredJson.text(json, "name")),
        Fields.of(FieldValueJson.readAll(json.required("applied"))),
        StoredJson.text(json, "revision"),
        json.required("deleteOnRemove").asBoolean(),
        json.required("completed").asBoolean());
  }
}
