package dev.setpoint.controller;

import dev.setpoint.audit.AuditEntry;
import dev.setpoint.audit.AuditEvent.Intent;
import dev.setpoint.audit.AuditEvent.Settled;
import dev.setpoint.audit.AuditLog;
import dev.setpoint.controller.nodes.FleetState;
import dev.setpoint.fleet.CorrectionNews;
import dev.setpoint.fleet.ReportSink;
import dev.setpoint.reconcile.Cause;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.Correction.Due;
import dev.setpoint.reconcile.FailureReason;
import dev.setpoint.reconcile.ObservedResource.EngineObject;
import dev.setpoint.reconcile.Outcome;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes news of the outcomes in an uploaded journal, so that live views see every node. */
final class JournalNews {
  private final ReportSink sink;
  private final AuditLog log;

  JournalNews(ReportSink sink, AuditLog log) {
    this.sink = sink;
    this.log = log;
  }

  void tell(FleetState.Taken taken) {
    if (taken.entry().event() instanceof Settled settled) {
      log.find(settled.intent()).ifPresent(intent -> tell(intent, settled));
    }
  }

  private void tell(AuditEntry entry, Settled settled) {
    if (entry.event() instanceof Intent intent) {
      sink.accept(
          new CorrectionNews(
              intent.node(),
              correction(intent),
              outcome(settled),
              intent.driftSeenAt(),
              entry.at(),
              Duration.ofMillis(settled.tookMillis()),
              entry.index()));
    }
  }

  private static Correction correction(Intent intent) {
    var due =
        new Due(
            intent.resource(),
            intent.target(),
            cause(intent.cause()),
            intent.reason(),
            intent.changes(),
            Set.of());
    // The engine's id stays on the node; news do not show it.
    var object = new EngineObject("", intent.resource().name());
    return switch (intent.verb()) {
      case "Create" -> new Correction.Create(due, null);
      case "Replace" -> new Correction.Replace(due, object);
      case "Restart" -> new Correction.Restart(due, object);
      case "Start" -> new Correction.Start(due, object);
      case "Stop" -> new Correction.Stop(due, object);
      case "Prune" -> new Correction.Prune(due, object);
      case "Adopt" -> new Correction.Adopt(due, object);
      case "Rollback" -> new Correction.Rollback(due, object, "");
      case "Reset" -> new Correction.Reset(due, object, "", Collections.emptySortedSet());
      case "Settle" -> new Correction.Settle(due, List.of());
      default -> new Correction.Update(due, object);
    };
  }

  private static Cause cause(String word) {
    return Arrays.stream(Cause.values())
        .filter(each -> each.word().equals(word))
        .findFirst()
        .orElse(Cause.BOTH);
  }

  private static Outcome outcome(Settled settled) {
    return switch (settled.result()) {
      case "Corrected" -> new Outcome.Corrected(null, settled.message());
      case "Unchanged" -> new Outcome.Unchanged(settled.message());
      case "Skipped" -> new Outcome.Skipped(reason(settled.failure()), settled.message());
      default -> new Outcome.Failed(reason(settled.failure()), settled.message(), false, null);
    };
  }

  private static FailureReason reason(@Nullable String word) {
    return Arrays.stream(FailureReason.values())
        .filter(each -> each.word().equals(word))
        .findFirst()
        .orElse(FailureReason.INTERNAL);
  }
}
