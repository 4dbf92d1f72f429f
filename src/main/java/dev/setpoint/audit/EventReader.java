package dev.setpoint.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.setpoint.audit.AuditEvent.Approved;
import dev.setpoint.audit.AuditEvent.Enrolled;
import dev.setpoint.audit.AuditEvent.Intent;
import dev.setpoint.audit.AuditEvent.NodeBarred;
import dev.setpoint.audit.AuditEvent.NodeReleased;
import dev.setpoint.audit.AuditEvent.Requested;
import dev.setpoint.audit.AuditEvent.Restored;
import dev.setpoint.audit.AuditEvent.Resumed;
import dev.setpoint.audit.AuditEvent.RevisionAccepted;
import dev.setpoint.audit.AuditEvent.RevisionHeld;
import dev.setpoint.audit.AuditEvent.Settled;
import dev.setpoint.audit.AuditEvent.Started;
import dev.setpoint.audit.AuditEvent.Suspended;
import dev.setpoint.audit.AuditEvent.TokenEnded;
import dev.setpoint.audit.AuditEvent.TokenMade;
import dev.setpoint.audit.json.CulpritJson;
import dev.setpoint.audit.json.FieldValueJson;
import dev.setpoint.manifest.ResourceId;
import dev.setpoint.reconcile.Culprit;
import dev.setpoint.reconcile.Drift.FieldDrift;
import dev.setpoint.reconcile.field.FieldValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what {@link EventWriter} wrote. */
final class EventReader {
  private final JsonNode json;

  private EventReader(JsonNode json) {
    this.json = json;
  }

  static AuditEntry read(JsonNode json) {
    var reader = new EventReader(json);
    return new AuditEntry(
        json.required("index").asLong(), Instant.parse(reader.text("at")), reader.event());
  }

  private AuditEvent event() {
    String kind = text("event");
    return switch (kind) {
      case "Intent" -> intent();
      case "Settled" -> settled();
      case "RevisionAccepted" ->
          new RevisionAccepted(
              text("url"),
              text("revision"),
              text("author"),
              text("subject"),
              json.required("manifests").asInt());
      case "RevisionHeld" ->
          new RevisionHeld(text("url"), textOrNull("revision"), text("reason"), text("message"));
      case "Suspended" ->
          new Suspended(
              text("node"), resourceOrNull(), text("by"), text("why"), instantOrNull("until"));
      case "Requested" ->
          new Requested(
              text("node"),
              Words.resource(text("resource")),
              text("what"),
              text("by"),
              text("why"));
      case "Resumed" -> new Resumed(text("node"), resourceOrNull(), text("by"));
      case "Approved" -> new Approved(text("subject"), text("by"), text("what"));
      case "Enrolled" ->
          new Enrolled(text("node"), text("token"), text("key"), Instant.parse(text("until")));
      case "TokenMade" ->
          new TokenMade(
              text("token"),
              text("bearer"),
              textOrNull("role"),
              text("by"),
              instantOrNull("until"));
      case "TokenEnded" ->
          new TokenEnded(text("token"), text("bearer"), textOrNull("by"), text("why"));
      case "NodeBarred" ->
          new NodeBarred(text("node"), text("state"), textOrNull("by"), text("why"));
      case "NodeReleased" -> new NodeReleased(text("node"), text("by"));
      case "Restored" -> new Restored(text("node"), text("what"), text("message"));
      case "Started" -> new Started(text("program"), text("node"));
      default -> throw new IllegalArgumentException("unknown event " + kind);
    };
  }

  private Intent intent() {
    List<FieldDrift> changes = new ArrayList<>();
    json.required("changes").forEach(change -> changes.add(new EventReader(change).change()));
    return new Intent(
        text("node"),
        text("target"),
        Words.resource(text("resource")),
        text("verb"),
        text("cause"),
        text("reason"),
        changes,
        text("revision"),
        text("author"),
        text("file"),
        Instant.parse(text("driftSeenAt")),
        culprits(),
        textOrNull("request"));
  }

  private List<Culprit> culprits() {
    List<Culprit> culprits = new ArrayList<>();
    json.path("culprits").forEach(culprit -> culprits.add(CulpritJson.read(culprit)));
    return culprits;
  }

  private FieldDrift change() {
    return new FieldDrift(
        text("path"),
        valueOrNull("desired"),
        valueOrNull("applied"),
        valueOrNull("observed"),
        Words.cause(text("cause")),
        Words.remedy(text("remedy")),
        text("group"));
  }

  private Settled settled() {
    return new Settled(
        json.required("intent").asLong(),
        text("node"),
        Words.resource(text("resource")),
        text("result"),
        textOrNull("failure"),
        text("message"),
        json.required("tookMillis").asLong(),
        json.required("settledAtStart").asBoolean());
  }

  private String text(String key) {
    return json.required(key).asText();
  }

  private @Nullable String textOrNull(String key) {
    return json.hasNonNull(key) ? json.get(key).asText() : null;
  }

  private @Nullable Instant instantOrNull(String key) {
    String text = textOrNull(key);
    return text == null ? null : Instant.parse(text);
  }

  private @Nullable ResourceId resourceOrNull() {
    String text = textOrNull("resource");
    return text == null ? null : Words.resource(text);
  }

  private @Nullable FieldValue valueOrNull(String key) {
    return json.hasNonNull(key) ? FieldValueJson.read(json.get(key)) : null;
  }
}
