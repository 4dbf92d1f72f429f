package dev.setpoint.api;

import dev.setpoint.api.wire.EntryView;
import dev.setpoint.api.wire.EntryView.EventView;
import dev.setpoint.audit.AuditEntry;
import dev.setpoint.audit.AuditEvent;
import java.util.List;

/** Entries of the trail as wire records. */
final class AuditViews {
  private AuditViews() {}

  static EntryView entry(AuditEntry entry) {
    return new EntryView(entry.index(), entry.at(), event(entry.event()));
  }

  static List<EntryView> entries(List<AuditEntry> entries) {
    return entries.stream().map(AuditViews::entry).toList();
  }

  private static EventView event(AuditEvent event) {
    return switch (event) {
      case AuditEvent.Intent intent -> intent(intent);
      case AuditEvent.Settled settled -> settled(settled);
      case AuditEvent.RevisionAccepted(var url, var id, var author, var subject, int count) ->
          new EntryView.RevisionAccepted(url, id, author, subject, count);
      case AuditEvent.RevisionHeld(var url, var id, var reason, var message) ->
          new EntryView.RevisionHeld(url, id, reason, message);
      case AuditEvent.Suspended(var node, var resource, var by, var why, var until) ->
          new EntryView.Suspended(node, StatusViews.text(resource), by, why, until);
      case AuditEvent.Requested(var node, var resource, var what, var by, var why) ->
          new EntryView.Requested(node, resource.toString(), what, by, why);
      case AuditEvent.Resumed(var node, var resource, var by) ->
          new EntryView.Resumed(node, StatusViews.text(resource), by);
      case AuditEvent.Approved(var subject, var by, var what) ->
          new EntryView.Approved(subject, by, what);
      case AuditEvent.Enrolled(var node, var token, var key, var until) ->
          new EntryView.Enrolled(node, token, key, until);
      case AuditEvent.TokenMade(var token, var bearer, var role, var by, var until) ->
          new EntryView.TokenMade(token, bearer, role, by, until);
      case AuditEvent.TokenEnded(var token, var bearer, var by, var why) ->
          new EntryView.TokenEnded(token, bearer, by, why);
      case AuditEvent.NodeBarred(var node, var state, var by, var why) ->
          new EntryView.NodeBarred(node, state, by, why);
      case AuditEvent.NodeReleased(var node, var by) -> new EntryView.NodeReleased(node, by);
      case AuditEvent.Restored(var node, var what, var message) ->
          new EntryView.Restored(node, what, message);
      case AuditEvent.Started(var version, var node) -> new EntryView.Started(version, node);
    };
  }

  static EntryView.Intent intent(AuditEvent.Intent intent) {
    return new EntryView.Intent(
        intent.node(),
        intent.target(),
        intent.resource().toString(),
        intent.verb(),
        intent.cause(),
        intent.reason(),
        ReconcileViews.fields(intent.changes()),
        intent.revisionId(),
        intent.author(),
        intent.file(),
        intent.driftSeenAt(),
        ReconcileViews.culprits(intent.culprits()));
  }

  static EntryView.Settled settled(AuditEvent.Settled settled) {
    return new EntryView.Settled(
        settled.intent(),
        settled.node(),
        settled.resource().toString(),
        settled.result(),
        settled.failure(),
        settled.message(),
        settled.tookMillis(),
        settled.settledAtStart());
  }
}
