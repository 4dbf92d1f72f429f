package dev.setpoint.api;

import dev.setpoint.api.wire.CulpritView;
import dev.setpoint.api.wire.DriftView;
import dev.setpoint.api.wire.DriftView.FieldView;
import dev.setpoint.api.wire.NewsView;
import dev.setpoint.api.wire.PlanView.BlockedView;
import dev.setpoint.api.wire.PlanView.CorrectionView;
import dev.setpoint.api.wire.PlanView.NodePlan;
import dev.setpoint.fleet.CorrectionNews;
import dev.setpoint.reconcile.Correction;
import dev.setpoint.reconcile.Culprit;
import dev.setpoint.reconcile.Drift;
import dev.setpoint.reconcile.Drift.FieldDrift;
import dev.setpoint.reconcile.Outcome;
import dev.setpoint.reconcile.Plan;
import dev.setpoint.reconcile.field.FieldTable.Remedy;
import dev.setpoint.reconcile.field.FieldValue;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Drift, plans and corrections as wire records. */
final class ReconcileViews {
  private ReconcileViews() {}

  static DriftView drift(Drift drift) {
    String cause = drift.cause().word();
    return switch (drift) {
      case Drift.Missing _ -> new DriftView("missing", cause, "declared, but not there", List.of());
      case Drift.Changed changed ->
          new DriftView("changed", cause, changedMessage(changed), fields(changed.fields()));
      case Drift.Orphaned orphaned ->
          new DriftView(
              "orphaned",
              cause,
              orphaned.provablyOurs()
                  ? "ours, but no longer declared"
                  : "no longer declared, and not provably ours",
              List.of());
      case Drift.Conflicting conflicting ->
          new DriftView("conflicting", cause, conflicting.why(), List.of());
    };
  }

  private static String changedMessage(Drift.Changed changed) {
    int count = changed.fields().size();
    return switch (count) {
      case 0 -> "marks or leftovers differ, no field does";
      case 1 -> "1 field differs";
      default -> count + " fields differ";
    };
  }

  static List<FieldView> fields(List<FieldDrift> fields) {
    return fields.stream().map(ReconcileViews::field).toList();
  }

  private static FieldView field(FieldDrift field) {
    return new FieldView(
        field.path(),
        text(field.desired()),
        text(field.applied()),
        text(field.observed()),
        field.cause().word(),
        word(field.remedy()),
        field.group());
  }

  private static @Nullable String text(@Nullable FieldValue value) {
    return value == null ? null : value.toString();
  }

  private static String word(Remedy remedy) {
    return switch (remedy) {
      case IN_PLACE -> "inPlace";
      case RUN_STATE -> "runState";
      case RESTART -> "restart";
      case REPLACE -> "replace";
      case REPORT -> "report";
    };
  }

  static NodePlan plan(Plan plan) {
    return new NodePlan(
        plan.node(),
        plan.generation(),
        StatusViews.revision(plan.revision()),
        plan.corrections().stream().map(ReconcileViews::correction).toList(),
        plan.blocked().stream().map(ReconcileViews::blocked).toList());
  }

  private static BlockedView blocked(Plan.Blocked blocked) {
    return new BlockedView(
        blocked.id().toString(), blocked.reason().word(), blocked.message(), blocked.until());
  }

  static CorrectionView correction(Correction correction) {
    var due = correction.due();
    return new CorrectionView(
        due.id().toString(),
        due.target(),
        correction.verb(),
        due.cause().word(),
        due.reason(),
        fields(due.changes()),
        due.after().stream().sorted().map(Object::toString).toList());
  }

  static List<CulpritView> culprits(List<Culprit> culprits) {
    return culprits.stream()
        .map(each -> new CulpritView(each.who(), each.what(), each.at()))
        .toList();
  }

  static NewsView news(CorrectionNews news) {
    var ended = news.began().plus(news.took());
    return new NewsView(
        news.node(),
        correction(news.correction()),
        news.outcome().word(),
        failure(news.outcome()),
        message(news.outcome()),
        news.driftSeenAt(),
        news.began(),
        news.took().toMillis(),
        Duration.between(news.driftSeenAt(), ended).toMillis(),
        news.auditIndex());
  }

  private static @Nullable String failure(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Corrected _, Outcome.Unchanged _ -> null;
      case Outcome.Skipped skipped -> skipped.reason().word();
      case Outcome.Failed failed -> failed.reason().word();
    };
  }

  private static String message(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Corrected corrected -> corrected.detail();
      case Outcome.Unchanged unchanged -> unchanged.detail();
      case Outcome.Skipped skipped -> skipped.why();
      case Outcome.Failed failed -> failed.message();
    };
  }
}
