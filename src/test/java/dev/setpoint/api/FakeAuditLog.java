package dev.setpoint.api;

import dev.setpoint.audit.AuditEntry;
import dev.setpoint.audit.AuditEvent;
import dev.setpoint.audit.AuditLog;
import dev.setpoint.manifest.ResourceId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A trail in memory. */
record FakeAuditLog(List<AuditEntry> entries) implements AuditLog {
  @Override
  public Optional<AuditEntry> find(long index) {
    return entries.stream().filter(entry -> entry.index() == index).findFirst();
  }

  @Override
  public List<AuditEntry> list(Query query) {
    return entries.stream()
        .filter(entry -> entry.index() < query.before())
        .filter(entry -> query.since() == null || !entry.at().isBefore(query.since()))
        .filter(
            entry -> query.resource() == null || query.resource().equals(resource(entry.event())))
        .sorted(Comparator.comparingLong(AuditEntry::index).reversed())
        .limit(query.limit())
        .toList();
  }

  private static @Nullable ResourceId resource(AuditEvent event) {
    return switch (event) {
      case AuditEvent.Intent intent -> intent.resource();
      case AuditEvent.Settled settled -> settled.resource();
      case AuditEvent.Suspended suspended -> suspended.resource();
      case AuditEvent.Requested requested -> requested.resource();
      case AuditEvent.Resumed resumed -> resumed.resource();
      case AuditEvent.Enrolled _,
          AuditEvent.TokenMade _,
          AuditEvent.TokenEnded _,
          AuditEvent.NodeBarred _,
          AuditEvent.Restored _,
          AuditEvent.NodeReleased _ ->
          null;
      case AuditEvent.RevisionAccepted _,
          AuditEvent.RevisionHeld _,
          AuditEvent.Started _,
          AuditEvent.Approved _ ->
          null;
    };
  }

  @Override
  public Optional<AuditEntry> outcomeOf(long intentIndex) {
    return entries.stream()
        .filter(entry ->
            entry.event() instanceof AuditEvent.Settled settled && settled.intent() == intentIndex)
        .findFirst();
  }

  @Override
  public List<AuditEntry> openIntents(String node) {
    return List.of();
  }
}
