package dev.setpoint.audit;

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
import dev.setpoint.audit.json.CanonicalJson;
import dev.setpoint.audit.json.CulpritJson;
import dev.setpoint.audit.json.FieldValueJson;
import dev.setpoint.reconcile.Culprit;
import dev.setpoint.reconcile.Drift.FieldDrift;

/** Writes events. The order of the calls below is the format: never change it, only add. */
final class EventWriter {
  private EventWriter() {}

  static byte[] write(int version, AuditEntry entry) {
    var json = new CanonicalJson().object();
    json.key("v").value(version);
    json.key("index").value(entry.index());
    json.field("at", entry.at());
    json.field("event", entry.event().getClass().getSimpleName());
    write(json, entry.event());
    return json.endObject().bytes();
  }

  private static void write(CanonicalJson json, AuditEvent event) {
    switch (event) {
      case Intent intent -> intent(json, intent);
      case Settled settled -> settled(json, settled);
      case RevisionAccepted(var url, var id, var author, var subject, int manifests) ->
          json.field("url", url)
              .field("revision", id)
              .field("author", author)
              .field("subject", subject)
              .key("manifests")
              .value(manifests);
      case RevisionHeld(var url, var id, var reason, var message) ->
          json.field("url", url)
              .field("revision", id)
              .field("reason", reason)
              .field("message", message);
      case Suspended suspended -> suspended(json, suspended);
      case Requested requested -> requested(json, requested);
      case Resumed(var node, var resource, var by) ->
          json.field("node", node).field("resource", resource).field("by", by);
      case Approved(var subject, var by, var what) ->
          json.field("subject", subject).field("by", by).field("what", what);
      case Enrolled(var node, var token, var keyHash, var until) ->
          json.field("node", node)
              .field("token", token)
              .field("key", keyHash)
              .field("until", until);
      case TokenMade(var token, var bearer, var role, var by, var until) ->
          json.field("token", token)
              .field("bearer", bearer)
              .field("role", role)
              .field("by", by)
              .field("until", until);
      case TokenEnded(var token, var bearer, var by, var why) ->
          json.field("token", token).field("bearer", bearer).field("by", by).field("why", why);
      case NodeBarred(var node, var state, var by, var why) ->
          json.field("node", node).field("state", state).field("by", by).field("why", why);
      case NodeReleased(var node, var by) -> json.field("node", node).field("by", by);
      case Restored(var node, var what, var message) ->
          json.field("node", node).field("what", what).field("message", message);
      case Started(var version, var node) -> json.field("program", version).field("node", node);
    }
  }

  private static void intent(CanonicalJson json, Intent intent) {
    json.field("node", intent.node())
        .field("target", intent.target())
        .field("resource", intent.resource())
        .field("verb", intent.verb())
        .field("cause", intent.cause())
        .field("reason", intent.reason())
        .<FieldDrift>array("changes", intent.changes(), change -> change(json, change))
        .field("revision", intent.revisionId())
        .field("author", intent.author())
        .field("file", intent.file())
        .field("driftSeenAt", intent.driftSeenAt());
    if (!intent.culprits().isEmpty()) {
      json.<Culprit>array(
          "culprits", intent.culprits(), culprit -> CulpritJson.write(json, culprit));
    }
    if (intent.request() != null) {
      json.field("request", intent.request());
    }
  }

  private static void suspended(CanonicalJson json, Suspended suspended) {
    json.field("node", suspended.node())
        .field("resource", suspended.resource())
        .field("by", suspended.by())
        .field("why", suspended.why())
        .field("until", suspended.until());
  }

  private static void requested(CanonicalJson json, Requested requested) {
    json.field("node", requested.node())
        .field("resource", requested.resource())
        .field("what", requested.what())
        .field("by", requested.by())
        .field("why", requested.why());
  }

  private static void change(CanonicalJson json, FieldDrift change) {
    json.object().field("path", change.path());
    FieldValueJson.write(json.key("desired"), change.desired());
    FieldValueJson.write(json.key("applied"), change.applied());
    FieldValueJson.write(json.key("observed"), change.observed());
    json.field("cause", change.cause().word())
        .field("remedy", Words.of(change.remedy()))
        .field("group", change.group())
        .endObject();
  }

  private static void settled(CanonicalJson json, Settled settled) {
    json.key("intent").value(settled.intent());
    json.field("node", settled.node())
        .field("resource", settled.resource())
        .field("result", settled.result())
        .field("failure", settled.failure())
        .field("message", settled.message());
    json.key("tookMillis").value(settled.tookMillis());
    json.key("settledAtStart").value(settled.settledAtStart());
  }
}
