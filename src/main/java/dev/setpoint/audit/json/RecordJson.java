package dev.setpoint.audit.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.reconcile.AppliedRecord;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.field.Fields;
import java.util.Set;
import java.util.TreeSet;

/** The stored form of {@link AppliedRecord}. */
public final class RecordJson {
  private RecordJson() {}

  /** The stored form. */
  public static String write(AppliedRecord record) {
    var json = new CanonicalJson().object();
    json.field("id", record.id())
        .field("target", record.target())
        .field("engineId", record.object().engineId())
        .field("name", record.object().name());
    FieldValueJson.write(json.key("applied"), record.applied().byPath());
    json.field("revision", record.revisionId());
    json.key("deleteOnRemove").value(record.deleteOnRemove());
    json.key("completed").value(record.completed());
    if (!record.known().isEmpty()) {
      json.<String>array("known", new TreeSet<>(record.known()), json::value);
    }
    return json.endObject().toString();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException when it is damaged
   */
  public static AppliedRecord read(String text) {
    JsonNode json = JsonParts.parse(text);
    return new AppliedRecord(
        JsonParts.resource(JsonParts.text(json, "id")),
        JsonParts.text(json, "target"),
        new EngineObject(JsonParts.text(json, "engineId"), JsonParts.text(json, "name")),
        Fields.of(FieldValueJson.readAll(json.required("applied"))),
        JsonParts.text(json, "revision"),
        json.required("deleteOnRemove").asBoolean(),
        json.required("completed").asBoolean(),
        known(json));
  }

  /** Kept of jobs only. */
  private static Set<String> known(JsonNode json) {
    var paths = new TreeSet<String>();
    json.path("known").forEach(path -> paths.add(path.asText()));
    return paths;
  }
}
